package me.fhir.chitchat.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import me.fhir.chitchat.agent.planner.ToolServers.ToolReturn;
import me.fhir.chitchat.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolResultTextTest {
    private static ToolReturn of(String result) throws Exception {
        return ToolResultText.of("t", Json.parseObject(result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
            {"structuredContent":{"a": 1.0},"content":[{"type":"text","text":"x"}]}             | {"a":1.0}
            {"content":[{"type":"text","text":" [1, 2]"}]}                                      | [1,2]
            {"content":[{"type":"text","text":"{no"}]}                                          | {"name":"t.txt","contentType":"text/plain","content":"{no"}
            {"content":[{"type":"text","text":"a"},{"type":"image","data":"AAAA","mimeType":"image/png"}]} | {"name":"t.txt","contentType":"text/plain","content":"a\\n\\n(image image/png)"}
            {"content":[{"type":"resource","resource":{"uri":"u:1","text":"inside"}}]}          | {"name":"t.txt","contentType":"text/plain","content":"inside"}
            {"content":[{"type":"resource","resource":{"uri":"u:1","blob":"AAAA"}}]}            | {"name":"t.txt","contentType":"text/plain","content":"(resource u:1)"}
            {}                                                                                  | {"name":"t.txt","contentType":"text/plain","content":""}
            """)
    void readsEachKindOfContent(String result, String json) throws Exception {
        assertThat(of(result)).isEqualTo(new ToolReturn(false, json));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
            {"isError":true,"content":[{"type":"text","text":"no such town"}]}  | no such town
            {"isError":true}                                                   | The tool failed without a reason.
            {"resultType":"input_required","inputRequests":{}}                 | The tool asks for more input, which cannot be given here; go on without it.
            """)
    void saysWhatWentWrong(String result, String reason) throws Exception {
        assertThat(of(result)).isEqualTo(new ToolReturn(true, reason));
    }

    @Test
    void measuresBytesNotCharacters() throws Exception {
        assertThat(of("{\"content\":[{\"type\":\"text\",\"text\":\"" + "a".repeat(200_000) + "\"}]}")
                        .failed())
                .isFalse();
        assertThat(of("{\"content\":[{\"type\":\"text\",\"text\":\"" + "ä".repeat(200_000) + "\"}]}")
                        .failed())
                .isTrue();
    }
}
