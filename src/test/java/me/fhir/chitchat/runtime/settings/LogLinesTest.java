package me.fhir.chitchat.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.logging.common.DropwizardLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log's lines in the format of config.yml, with what a client may put into them. */
class LogLinesTest {
    private static final String HOSTILE = "x\nERROR [2026] root: forged\r\u001b[31m\u0085\u009b31m\u2028\u202eforged";

    private final LoggerContext context = new LoggerContext();
    private DropwizardLayout layout;

    @BeforeEach
    void start() throws Exception {
        layout = new DropwizardLayout(context, TimeZone.getTimeZone("UTC"));
        layout.setPattern(new YAMLMapper()
                .readTree(Files.readString(Path.of("config.yml")))
                .at("/logging/appenders/0/logFormat")
                .asText());
        layout.start();
    }

    @AfterEach
    void stop() {
        layout.stop();
    }

    @Test
    void aMessageIsOneLineOfPlainCharacters() {
        assertThat(lines(HOSTILE, null)).hasSize(1).first().asString().startsWith("WARN  [now] test: x_");
    }

    @Test
    void noLineOfAnExceptionLooksLikeAMessageOfTheServer() {
        Exception failure = new IllegalStateException(HOSTILE, new IllegalArgumentException(HOSTILE));

        assertThat(lines("It failed", failure))
                .hasSizeGreaterThan(4)
                .filteredOn(line -> !line.startsWith("! "))
                .containsExactly("WARN  [now] test: It failed");
    }

    private List<String> lines(String message, @Nullable Exception failure) {
        Logger logger = context.getLogger("test");
        String text = layout.doLayout(new LoggingEvent("", logger, Level.WARN, message, failure, null));
        assertThat(text.replace("\n", "").replace("\t", "")).doesNotContainPattern("\\p{Cc}|\\p{Cf}|[\\u2028\\u2029]");
        return text.replaceAll("\\[\\d{4}-[^\\]]*\\]", "[now]").lines().toList();
    }
}
