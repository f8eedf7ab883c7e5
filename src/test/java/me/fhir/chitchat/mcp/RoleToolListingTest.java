package me.fhir.chitchat.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import me.fhir.chitchat.agent.planner.RoleTool;
import org.junit.jupiter.api.Test;

class RoleToolListingTest {
    private static List<String> listed(String... names) {
        List<RoleTool> tools = Stream.of(names)
                .map(name -> new RoleTool(name, "", "{}", "", null, List.of()))
                .toList();
        return List.copyOf(RoleToolNames.of(tools).keySet());
    }

    @Test
    void keepsNamesThatNoChatToolHas() {
        assertThat(listed("look_up", "check.v2")).containsExactly("look_up", "check.v2");
        assertThat(listed("check_replies", "get_brief", "world_get_brief"))
                .containsExactly("world_check_replies", "world_get_brief", "world_world_get_brief");
    }

    @Test
    void makesNamesOfWhatClientsTake() {
        assertThat(listed("Lab results", "Lab_results", "prüfen"))
                .containsExactly("Lab_results", "world_Lab_results", "pr_fen");
        assertThat(listed("x".repeat(200))).allSatisfy(name -> assertThat(name).hasSize(128));
        assertThat(listed("x".repeat(200), "x".repeat(201))).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void makesEverySchemaThatOfAnObject() {
        assertThat(RoleToolSchema.atSeat("{}")).isEqualTo("{\"type\":\"object\"}");
        assertThat(RoleToolSchema.atSeat("{\"type\":\"string\",\"properties\":[1]}"))
                .isEqualTo("{\"type\":\"object\"}");
        String fine = "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}},\"$defs\":{\"a\":{}}}";
        assertThat(RoleToolSchema.atSeat(fine)).isEqualTo(fine);
    }

    @Test
    void asksForTheConversationAtABridge() {
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}";
        assertThat(RoleToolSchema.atBridge(schema))
                .contains(
                        "\"a\":{\"type\":\"string\"},\"conversationId\":{", "\"required\":[\"a\",\"conversationId\"]");
        assertThat(RoleToolSchema.conversationArgument("{\"properties\":{\"conversationId\":{}}}"))
                .isEqualTo("world_conversationId");
    }
}
