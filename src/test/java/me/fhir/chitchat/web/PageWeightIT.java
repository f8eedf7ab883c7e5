package me.fhir.chitchat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageWeightIT {
    private static final int MOST_BYTES = 100_000;

    private static Stage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = Stage.open();
        try (WireClient agent = stage.connect()) {
            agent.converse("A talk", "one", "two");
        }
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/scenarios/scen_knee_mri_01/run?way=connect",
                "/conversations",
                "/conversations/1",
                "/status",
                "/try"
            })
    void aPageNeedsLittleScriptBeforeItCanBeUsed(String path) throws IOException {
        List<Response> scripts = new CopyOnWriteArrayList<>();
        Page page = stage.empty();
        page.onResponse(response -> {
            if (response.url().endsWith("js")) {
                scripts.add(response);
            }
        });
        page.navigate(stage.address(path));
        page.locator("h1").first().waitFor();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        int bytes = 0;
        for (Response script : scripts) {
            bytes += gzipped(script.body());
        }
        assertThat(scripts).hasSizeGreaterThan(10);
        assertThat(bytes).as("gzipped scripts of %s", path).isBetween(20_000, MOST_BYTES);
        page.context().close();
    }

    private static int gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.size();
    }
}
