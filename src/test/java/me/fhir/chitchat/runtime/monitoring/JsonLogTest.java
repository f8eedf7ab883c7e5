package me.fhir.chitchat.runtime.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Layout;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** What {@code LOG_FORMAT=json} makes of an entry. */
class JsonLogTest {
    private final ObjectMapper mapper = Jackson.newObjectMapper();

    @Test
    void anEntryIsOneLineWithItsConversationAndRequest() throws Exception {
        LoggingEvent entry = new LoggingEvent();
        LoggerContext context = new LoggerContext();
        entry.setLoggerContext(context);
        entry.setLoggerName("test");
        entry.setLevel(Level.INFO);
        entry.setMessage("first line\nsecond line");
        entry.setMDCPropertyMap(Map.of("conversation", "7", "request", "abc"));
        entry.setTimeStamp(0);

        String text = layout(context).doLayout(entry);

        assertThat(text.strip().lines()).hasSize(1);
        JsonNode json = mapper.readTree(text);
        assertThat(json.at("/message").textValue()).isEqualTo("first line\nsecond line");
        assertThat(json.at("/mdc/conversation").textValue()).isEqualTo("7");
        assertThat(json.at("/mdc/request").textValue()).isEqualTo("abc");
    }

    private Layout<ILoggingEvent> layout(LoggerContext context) throws Exception {
        return mapper.readValue("{\"type\":\"json\"}", new TypeReference<DiscoverableLayoutFactory<ILoggingEvent>>() {})
                .build(context, TimeZone.getTimeZone("UTC"));
    }
}
