package me.fhir.chitchat.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.scenario.ShippedScenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BriefTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS =
            List.of("situation", "systemPrompt", "messageToUseWhenInitiatingConversation");

    /** Fills every place of a scenario that somebody could keep something in with a text that names its owner. */
    private record MarkedScenario(Random random, ObjectNode scenario, List<String> roster) {
        static MarkedScenario of(Random random) {
            ObjectNode scenario = JSON.createObjectNode();
            MarkedScenario marked = new MarkedScenario(random, scenario, new ArrayList<>());
            ObjectNode metadata = scenario.putObject("metadata");
            metadata.put("id", "PRIVATE-id").put("title", "SHARED-title").put("description", "SHARED-description");
            metadata.put("background", "SHARED-background").put("challenges", "PRIVATE-challenge");
            scenario.putObject("contract").put("note", "PRIVATE-contract");
            scenario.putObject("sharedKnowledge").put("note", "PRIVATE-oracle");
            ArrayNode agents = scenario.putArray("agents");
            for (int i = 0; i < 2 + random.nextInt(3); i++) {
                marked.agent(agents.addObject(), "agent" + i);
            }
            return marked;
        }

        private void agent(ObjectNode agent, String id) {
            roster.add(id);
            agent.put("agentId", id);
            ObjectNode principal = agent.putObject("principal");
            principal
                    .put("name", "PUBLIC-" + id)
                    .put("description", "PUBLIC-" + id)
                    .put("note", "HIDDEN-" + id);
            TEXTS.stream().filter(name -> random.nextBoolean()).forEach(name -> agent.put(name, "OF-" + id));
            agent.putArray("goals").add("OF-" + id);
            agent.put("later", "HIDDEN-" + id);
            deep(agent.putObject("knowledgeBase"), "OF-" + id, random.nextInt(4));
            agent.putArray("disclosure")
                    .addObject()
                    .put("path", "/x")
                    .put("policy", "never")
                    .put("canary", "HIDDEN-" + id);
            for (int i = 0; i < random.nextInt(3); i++) {
                ObjectNode tool = agent.withArray("tools").addObject();
                tool.put("toolName", "OF-" + id + "-tool" + i).put("description", "OF-" + id);
                tool.put("synthesisGuidance", "HIDDEN-" + id).put("oracleSees", "all");
                tool.putObject("inputSchema").put("type", "object").put("title", "OF-" + id);
            }
        }

        private static void deep(ObjectNode object, String text, int depth) {
            object.put(text, text);
            if (depth > 0) {
                deep(object.putArray("list").addObject(), text, depth - 1);
            }
        }

        Brief brief(String agentId) {
            return Brief.of(new RawJson(scenario.toString()), agentId, roster);
        }
    }

    @Test
    void tellsARoleEverythingOfItsOwnAndNothingOfTheOthers() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            MarkedScenario marked = MarkedScenario.of(new Random(seed));
            for (String own : marked.roster()) {
                Brief brief = marked.brief(own);
                for (String text :
                        List.of(brief.json(), BriefMarkdown.document(brief), BriefMarkdown.sections(brief))) {
                    assertThat(text).as("seed %s", seed).contains("OF-" + own, "SHARED-background");
                    assertThat(text).as("seed %s", seed).doesNotContain("PRIVATE-", "HIDDEN-");
                    marked.roster().stream().filter(other -> !other.equals(own)).forEach(other -> assertThat(text)
                            .doesNotContain("OF-" + other));
                }
                JsonNode json = JSON.readTree(brief.json());
                JsonNode entry =
                        marked.scenario().get("agents").get(marked.roster().indexOf(own));
                assertThat(json.get("knowledge")).isEqualTo(entry.get("knowledgeBase"));
                assertThat(json.get("tools")).hasSize(entry.path("tools").size());
                assertThat(json.get("others").findValuesAsText("name"))
                        .hasSize(marked.roster().size() - 1)
                        .allSatisfy(name -> assertThat(name).startsWith("PUBLIC-"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ours", "both", "own", "neither"})
    void offersKnowledgeAndToolsUnlessThePlayerBringsItsOwn(String world) throws IOException {
        String scenario =
                "{\"metadata\":{\"id\":\"s\",\"title\":\"T\"},\"agents\":[{\"agentId\":\"a\",\"world\":\"" + world
                        + "\",\"situation\":\"in need\",\"knowledgeBase\":{\"fact\":1},\"tools\":[{\"toolName\":\"look\"}]}]}";
        JsonNode brief =
                JSON.readTree(Brief.of(new RawJson(scenario), "a", List.of("a")).json());
        assertThat(brief.at("/you/situation").asText()).isEqualTo("in need");
        assertThat(brief.get("knowledge")).hasSize(world.equals("own") ? 0 : 1);
        assertThat(brief.get("tools")).hasSize(world.equals("own") ? 0 : 1);
    }

    @Test
    void isThereWithoutAScenario() {
        Brief brief = Brief.of(null, "a", List.of("a", "b"));
        assertThat(brief.isEmpty()).isTrue();
        assertThat(brief.json())
                .isEqualTo("{\"you\":{\"agentId\":\"a\"},\"others\":[{\"agentId\":\"b\"}],\"scenario\":{},\"tools\":[],"
                        + "\"knowledge\":{}}");
    }

    @Test
    void saysWhichToolsEndTheConversation() {
        RawJson knee = ShippedScenarios.find("scen_knee_mri_01", Instant.EPOCH)
                .orElseThrow()
                .config();
        Brief brief =
                Brief.of(knee, "insurance-auth-specialist", List.of("patient-agent", "insurance-auth-specialist"));
        assertThat(brief.json()).contains("\"endsConversation\":true,\"conversationEndStatus\":\"success\"");
        assertThat(BriefMarkdown.document(brief)).contains("**Ends the conversation**", "outcome failure");
    }
}
