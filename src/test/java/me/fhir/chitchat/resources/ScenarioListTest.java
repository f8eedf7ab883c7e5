package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.scenario.InMemoryScenarioStore;
import me.fhir.chitchat.scenario.ScenarioItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole list is kept between changes, compressed too, unless it is too long. */
class ScenarioListTest extends ScenariosResourceCase {
    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @Override
    RestServer server() {
        return server;
    }

    @Test
    void changesWithEachScenarioAndWithItsTag() {
        String id = id();
        create(id, "");
        HttpResponse<String> first = server.get("/scenarios");
        assertThat(server.get("/scenarios", "If-None-Match", tag(first)).statusCode())
                .isEqualTo(304);
        server.json("PUT", "/scenarios/" + id, "{\"name\":\"Another name\"}");
        HttpResponse<String> second = server.get("/scenarios", "If-None-Match", tag(first));
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("Another name");
        assertThat(tag(second)).isNotEqualTo(tag(first));
        server.json("DELETE", "/scenarios/" + id, "");
        assertThat(server.get("/scenarios").body()).doesNotContain("Another name");
    }

    @Test
    void readsOnlyWhatHasChangedAgain() {
        InMemoryScenarioStore stored = new InMemoryScenarioStore();
        List<String> written = new ArrayList<>();
        ScenarioList list = new ScenarioList(stored, (json, item) -> {
            written.add(item.id());
            json.text(item.name());
        });
        for (String id : List.of("a", "b", "c")) {
            stored.insert(item(id, "first"));
        }
        assertThat(body(list)).contains("\"first\",\"first\",\"first\"");
        assertThat(written).containsExactlyInAnyOrder("a", "b", "c");
        written.clear();
        stored.update("b", before -> item("b", "second"));
        assertThat(body(list)).contains("\"second\"");
        assertThat(written).containsExactly("b");
        written.clear();
        stored.delete("a", before -> {});
        assertThat(body(list).split(",")).hasSize(2);
        assertThat(written).isEmpty();
    }

    private static ScenarioItem item(String id, String name) {
        RawJson config = new RawJson("{}");
        return new ScenarioItem(id, name, config, new RawJson("[]"), Instant.EPOCH, Instant.EPOCH);
    }

    private static String body(ScenarioList list) {
        Request plain = (Request) Proxy.newProxyInstance(
                Request.class.getClassLoader(), new Class<?>[] {Request.class}, (proxy, method, arguments) -> null);
        return new String((byte[]) list.response(plain, List.of()).getEntity(), StandardCharsets.UTF_8);
    }

    @Test
    void isCompressedForThoseWhoTakeIt() throws Exception {
        create(id(), "");
        String plain = server.get("/scenarios").body();
        HttpResponse<byte[]> answer = bytes("gzip, br;q=0.5");
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().allValues("Vary")).anyMatch(line -> line.contains("Accept-Encoding"));
        assertThat(unzipped(answer.body())).isEqualTo(plain);
        HttpResponse<byte[]> refused = bytes("gzip;q=0, identity");
        assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).isEqualTo(plain);
    }

    @Test
    void aLongListIsStreamedWhole() {
        String filler = ",\"filler\":\"" + "x".repeat(900_000) + "\"";
        for (int i = 0; i < 6; i++) {
            assertThat(create("long-" + i, filler).statusCode()).isEqualTo(201);
        }
        HttpResponse<String> answer = server.get("/scenarios");
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(answer.body().length()).isGreaterThan(6 * 900_000);
        assertThat(answer.body()).startsWith("[{").endsWith("}]").contains("long-0", "long-5");
        for (int i = 0; i < 6; i++) {
            server.json("DELETE", "/scenarios/long-" + i, "");
        }
        assertThat(server.get("/scenarios").headers().firstValue("ETag")).isPresent();
    }

    private static HttpResponse<byte[]> bytes(String encodings) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/api/scenarios"))
                .header("Accept-Encoding", encodings)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String unzipped(byte[] bytes) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
