package me.fhir.chitchat.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import me.fhir.chitchat.conversation.ConversationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Config64Test {
    private static final String META =
            "{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"startingAgentId\":\"b\",\"n\":1.50,\"custom\":{\"own\":1e2}}";

    @Test
    void readsTheSameWithAndWithoutPadding() {
        String padded = Base64.getUrlEncoder().encodeToString(META.getBytes(StandardCharsets.UTF_8));
        assertThat(padded).endsWith("=");
        assertThat(Config64.parse(padded).template().raw()).isEqualTo(META);
        assertThat(Config64.parse(BridgeServer.config64(META)).template().raw()).isEqualTo(META);
    }

    @Test
    void letsTheStarterBePlayedFromOutsideElseTheFirst() {
        Config64 config = Config64.parse(BridgeServer.config64(META));
        assertThat(config.externalAgent()).isEqualTo("b");
        assertThat(config.otherAgents()).containsExactly("a");
        Config64 other = Config64.parse(BridgeServer.config64("{\"agents\":[{\"id\":\"x\"},{\"id\":\"y\"}]}"));
        assertThat(other.externalAgent()).isEqualTo("x");
        assertThat(other.otherAgents()).containsExactly("y");
    }

    @Test
    void keepsTheTemplateDigitForDigitButForTheStarterAndTheStamps() {
        Config64 config = Config64.parse(BridgeServer.config64(META));
        assertThat(config.stamped(BridgeKind.MCP).text())
                .isEqualTo("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"n\":1.50,\"custom\":{\"own\":1e2,"
                        + "\"bridge\":\"mcp\",\"bridgeConfig64Hash\":\"" + config.hash() + "\"}}");
    }

    @Test
    void hashesTheTextOfTheAddress() {
        // printf %s eyJhZ2VudHMiOlt7ImlkIjoiYSJ9XX0 | openssl dgst -sha256 -binary | base64
        Config64 config = Config64.parse("eyJhZ2VudHMiOlt7ImlkIjoiYSJ9XX0");
        assertThat(config.hash()).isEqualTo("lXSTem-ZPN5T_RKl1EEQ66V2K_R49nAhTL4CfzdD8Mc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | must be a JSON object",
                "{\"agents\" | not JSON",
                "{} | meta.agents must be a list",
                "{\"agents\":[]} | at least one agent",
                "{\"agents\":[{\"id\":\"a\"},{\"id\":\"a\"}]} | twice",
                "{\"agents\":[{\"id\":\"a\"}],\"startingAgentId\":\"z\"} | startingAgentId",
                "{\"agents\":[{\"id\":\"a\"}],\"custom\":7} | meta.custom must be an object",
            })
    void saysWhatIsWrongWithTheMeta(String meta, String said) {
        assertThatThrownBy(() -> Config64.parse(BridgeServer.config64(meta)))
                .isInstanceOf(ConversationException.class)
                .hasMessageContaining(said)
                .hasMessageContaining("The configuration in the address");
    }

    @Test
    void saysWhatIsWrongWithTheEncoding() {
        assertThatThrownBy(() -> Config64.parse("a+b")).hasMessageContaining("not base64url");
        assertThatThrownBy(() -> Config64.parse("")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> Config64.parse("_w")).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> Config64.parse("A".repeat(Config64.MAX_LENGTH + 1)))
                .hasMessageContaining("at most " + Config64.MAX_LENGTH);
        String deep = "{\"a\":".repeat(2000) + "1" + "}".repeat(2000);
        assertThatThrownBy(() -> Config64.parse(BridgeServer.config64(deep))).hasMessageContaining("not JSON");
    }
}
