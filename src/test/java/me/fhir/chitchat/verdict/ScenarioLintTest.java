package me.fhir.chitchat.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import me.fhir.chitchat.json.StoredJson;
import org.junit.jupiter.api.Test;

class ScenarioLintTest {
    @Test
    void findsWhatCannotWork() {
        String scenario = """
                {"metadata":{"id":"s","title":"t"},"agents":[
                  {"agentId":"a","knowledgeBase":{"ssn":"1"},"disclosure":[{"path":"/ssn","policy":"never"},{"path":"/iban","policy":"never"}],
                   "tools":[{"toolName":"look"},
                    {"toolName":"end","endsConversation":true,"conversationEndStatus":"neutral",
                     "when":[{"id":"w","fact":{"from":"own","path":"/missing"}}]}]},
                  {"agentId":"b"}],
                 "contract":{"endings":["success"],
                  "parties":{"b":{"success":[
                     {"id":"one","in":"tool_call","tool":"look","by":"b"},
                     {"id":"two","in":"tool_call","tool":"look","by":"a"},
                     {"id":"three","in":"outcome","status":"failure"},
                     {"id":"four","after":"five"},{"id":"five","after":"four"},
                     {"id":"six","tool":"look"},
                     {"id":"seven","contains":["PA-9988"]}],
                   "forbidden":[{"id":"eight","contains":["PA-9989"]}]}}}}""";
        assertThat(ScenarioLint.of(StoredJson.object(scenario), "config"))
                .extracting(ScenarioLint.Problem::path)
                .containsExactlyInAnyOrder(
                        "config.agents.0.disclosure.1.path",
                        "config.agents.0.tools.1.conversationEndStatus",
                        "config.agents.0.tools.1.when.0.fact.path",
                        "config.contract.parties.b.success.0.tool",
                        "config.contract.parties.b.success.2.status",
                        "config.contract.parties.b.success.3",
                        "config.contract.parties.b.success.4",
                        "config.contract.parties.b.success.5.tool",
                        "config.contract.parties.b.success.6.contains.0");
    }

    @Test
    void requiresAnAgentThatCanEndTheConversation() {
        String scenario = "{\"metadata\":{\"id\":\"s\",\"title\":\"t\"},\"agents\":[{\"agentId\":\"a\"}]}";
        assertThat(ScenarioLint.of(StoredJson.object(scenario), "config"))
                .extracting(ScenarioLint.Problem::path)
                .containsExactly("config.agents");
    }
}
