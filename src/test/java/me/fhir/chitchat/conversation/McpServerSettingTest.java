package me.fhir.chitchat.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.fhir.chitchat.json.JsonFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpServerSettingTest {
    private static List<McpServerSetting> read(String servers) {
        return McpServerSetting.of(
                JsonFields.parse("{\"mcpServers\":" + servers + "}", "config", ConversationException.INVALID));
    }

    @Test
    void readsServers() {
        McpServerSetting server = read("""
                        [{"name":"kb_1","url":"https://kb.example.org/mcp","headers":{"Authorization":"${MCP_TOKEN}"},"allow":["a"]}]""").get(0);
        assertThat(server.headers()).isEqualTo(Map.of("Authorization", "MCP_TOKEN"));
        assertThat(server.allows("a")).isTrue();
        assertThat(server.allows("b")).isFalse();
        assertThat(read("[{\"name\":\"kb\",\"url\":\"http://localhost:1/\"}]")
                        .get(0)
                        .allows("b"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                  | config.mcpServers must be a list
            [7]                                                                 | config.mcpServers.0 must be an object
            [{"url":"http://a/"}]                                               | config.mcpServers.0.name
            [{"name":"a__b","url":"http://a/"}]                                 | config.mcpServers.0.name
            [{"name":"a b","url":"http://a/"}]                                  | config.mcpServers.0.name
            [{"name":"a","url":"http://a/"},{"name":"A","url":"http://a/"}]     | config.mcpServers.1.name
            [{"name":"a"}]                                                      | config.mcpServers.0.url
            [{"name":"a","url":"file:///etc/passwd"}]                           | config.mcpServers.0.url
            [{"name":"a","url":"https://u:pw12@a/"}]                            | config.mcpServers.0.url
            [{"name":"a","url":"http://a/","headers":[]}]                       | config.mcpServers.0.headers
            [{"name":"a","url":"http://a/","headers":{"Mcp-Name":"${MCP_A}"}}]  | config.mcpServers.0.headers
            [{"name":"a","url":"http://a/","headers":{"X":"pw12"}}]             | config.mcpServers.0.headers.X
            [{"name":"a","url":"http://a/","headers":{"X":"${PATH}"}}]          | config.mcpServers.0.headers.X
            [{"name":"a","url":"http://a/","headers":{"X":"b ${MCP_A}"}}]       | config.mcpServers.0.headers.X
            [{"name":"a","url":"http://a/","allow":"x"}]                        | config.mcpServers.0.allow
            """)
    void namesTheFieldThatIsWrongAndNoValue(String servers, String field) {
        assertThatExceptionOfType(ConversationException.class)
                .isThrownBy(() -> read(servers))
                .withMessageStartingWith(field)
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("pw12"));
    }

    @Test
    void eightServersAreTheMost() {
        String nine = IntStream.range(0, 9)
                .mapToObj(n -> "{\"name\":\"s" + n + "\",\"url\":\"http://a/\"}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThatExceptionOfType(ConversationException.class)
                .isThrownBy(() -> read(nine))
                .withMessageContaining("at most 8");
    }
}
