package me.fhir.chitchat;

import static me.fhir.chitchat.llm.StubModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import java.nio.file.Path;
import java.util.ArrayList;
import me.fhir.chitchat.llm.LlmConfiguration;
import me.fhir.chitchat.llm.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ModelKeysTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"openrouter", "google", "openai"})
    void neverReachAnyLogHoweverMuchIsLogged(String provider) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        try (ModelLayerFixture at = new ModelLayerFixture(directory)) {
            at.stub.answering(json(401, "{\"error\":{\"message\":\"bad key " + ModelLayerFixture.KEY + "\"}}"));

            assertThat(at.failure(provider).failure().httpStatus()).isEqualTo(401);
        } finally {
            root.setLevel(before);
            root.detachAppender(appender);
        }

        var events = new ArrayList<>(appender.list);
        assertThat(events).as("the test hears the HTTP client").anyMatch(event -> event.getLoggerName()
                .startsWith("org.apache.hc.client5"));
        assertThat(events).noneMatch(event -> event.getFormattedMessage().contains(ModelLayerFixture.KEY));
    }

    @Test
    void areNotInTheTextOfTheConfiguration() throws Exception {
        ObjectMapper mapper = Jackson.newObjectMapper();
        LlmConfiguration configuration =
                mapper.readValue("{\"google\":{\"apiKey\":\" k-123456789\\n\"}}", LlmConfiguration.class);

        assertThat(configuration.settings(Provider.GOOGLE).toString()).doesNotContain("k-123456789");
        assertThat(String.valueOf(configuration.settings(Provider.GOOGLE).apiKey()))
                .isEqualTo("***");
    }
}
