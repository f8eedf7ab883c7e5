package me.fhir.chitchat.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MirroredArgumentsTest {
    private static final String SCHEMA = """
            {"type":"object","properties":{
              "region":{"type":"string","x-mcp-header":"Region"},
              "n":{"type":"integer","x-mcp-header":"N"},
              "list":{"type":"array","x-mcp-header":"List"},
              "bad":{"type":"string","x-mcp-header":"Bad: x\\r\\nHost"},
              "plain":{"type":"string"}}}""";

    @Test
    void repeatsWhatTheSchemaMarks() {
        assertThat(MirroredArguments.of(
                        "find", SCHEMA, "{\"region\":\"eu west\",\"n\":7,\"list\":[1],\"bad\":\"b\",\"plain\":\"p\"}"))
                .isEqualTo(Map.of("Mcp-Name", "find", "Mcp-Param-Region", "eu west", "Mcp-Param-N", "7"));
    }

    @Test
    void encodesWhatAHeaderCannotCarry() {
        assertThat(MirroredArguments.of("find", SCHEMA, "{\"region\":\"Zürich\\r\\nX: y\"}"))
                .containsEntry("Mcp-Param-Region", "=?base64?WsO8cmljaA0KWDogeQ==?=");
        assertThat(MirroredArguments.of("find", SCHEMA, "{\"region\":\" a\"}"))
                .containsEntry("Mcp-Param-Region", "=?base64?IGE=?=");
        assertThat(MirroredArguments.of("find", SCHEMA, "{\"region\":\"=?base64?IGE=?=\"}"))
                .containsEntry("Mcp-Param-Region", "=?base64?PT9iYXNlNjQ/SUdFPT89?=");
    }
}
