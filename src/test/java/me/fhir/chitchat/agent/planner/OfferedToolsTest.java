package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.McpServerSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedToolsTest {
    private static final ToolServers.ToolServer SERVER =
            ToolServers.NONE.at(new McpServerSetting("kb", URI.create("http://a/"), Map.of(), null));

    private final OfferedTools.ToolNaming naming = new OfferedTools.ToolNaming(Set.of("look_up"));

    private boolean add(String server, String name, String schema) {
        return naming.add(server, new ToolServers.ServerTool(name, "d", schema), SERVER);
    }

    @Test
    void sixtyFourToolsAreTheMost() {
        for (int i = 0; i < 64; i++) {
            assertThat(add("kb", "tool" + i, "{}")).isTrue();
        }
        assertThat(add("kb", "tool64", "{}")).isFalse();
        assertThat(naming.build().tools()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "a{b", "ä", "a/b"})
    void namesThatAPromptCouldMisreadAreLeftOut(String name) {
        assertThat(add("kb", name, "{}")).isFalse();
    }

    @Test
    void schemasAreBoundedOneByOneAndTogether() {
        String large = "{\"description\":\"" + "x".repeat(7_900) + "\"}";
        assertThat(add("kb", "huge", "{\"description\":\"" + "x".repeat(8_000) + "\"}"))
                .isFalse();
        for (int i = 0; i < 7; i++) {
            assertThat(add("kb", "large" + i, large)).isTrue();
        }
        assertThat(add("kb", "large7", large)).isFalse();
        assertThat(add("kb", "small", "{}")).isTrue();
    }

    @Test
    void aNameThatIsTakenGetsItsServersName() {
        assertThat(add("kb", "lookUp", "{}")).isTrue();
        assertThat(add("kb", "search", "{}")).isTrue();
        assertThat(add("other", "Search", "{}")).isTrue();
        assertThat(add("other", "search", "{}")).as("a third of that name").isFalse();
        assertThat(naming.build().tools())
                .extracting(OfferedTools.OfferedTool::name)
                .containsExactly("kb__lookUp", "search", "other__Search");
    }
}
