package me.fhir.chitchat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioRulesTest {
    private static final String WHOLE = """
            {"metadata":{"id":"s1","title":"T","description":"d","tags":["a","published"],"background":"b",
              "challenges":["c"],"mood":{"x":1}},
             "agents":[{"agentId":"alpha","principal":{"type":"organization","name":"n","description":"d"},
               "situation":"s","systemPrompt":"p","goals":["g"],
               "tools":[{"toolName":"t","description":"d","synthesisGuidance":"g","endsConversation":true,
                 "conversationEndStatus":"neutral","oracleSees":"all",
                 "inputSchema":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}],
               "knowledgeBase":{"k":[1,null]},"messageToUseWhenInitiatingConversation":"hello","extra":null,
               "config":{"manner":"over-asking","delayMs":5,"model":"m"}},
              {"agentId":"beta"}]}""";

    @Test
    void acceptsAWholeScenarioWithUnknownFields() {
        assertThat(errors(WHOLE)).isEmpty();
    }

    @Test
    void acceptsNothingButWhatIsRequired() {
        assertThat(errors("{\"metadata\":{\"id\":\"s\",\"title\":\"t\"},\"agents\":[]}"))
                .isEmpty();
    }

    @Test
    void reportsAllErrorsAtOnceByPath() {
        String scenario = """
                {"metadata":{"title":{"a":1},"tags":5},
                 "agents":[null,{"agentId":"x","tools":[{"toolName":"t"},{"description":7}]},{"agentId":"x"},{}]}""";
        assertThat(errors(scenario).keySet())
                .containsExactly(
                        "config.metadata.id",
                        "config.metadata.title",
                        "config.metadata.tags",
                        "config.agents.0",
                        "config.agents.1.tools.1.toolName",
                        "config.agents.1.tools.1.description",
                        "config.agents.2.agentId",
                        "config.agents.3.agentId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"s1\"|\"id\":7|metadata.id",
                "\"id\":\"s1\"|\"id\":\" \"|metadata.id",
                "\"title\":\"T\"|\"title\":\"\"|metadata.title",
                "\"tags\":[\"a\",\"published\"]|\"tags\":[\"a\",1]|metadata.tags.1",
                "\"tags\":[\"a\",\"published\"]|\"tags\":null|metadata.tags",
                "\"background\":\"b\"|\"background\":[]|metadata.background",
                "\"challenges\":[\"c\"]|\"challenges\":[1]|metadata.challenges.0",
                "\"type\":\"organization\"|\"type\":\"robot\"|agents.0.principal.type",
                "\"name\":\"n\"|\"name\":1|agents.0.principal.name",
                "\"situation\":\"s\"|\"situation\":{}|agents.0.situation",
                "\"systemPrompt\":\"p\"|\"systemPrompt\":null|agents.0.systemPrompt",
                "\"goals\":[\"g\"]|\"goals\":\"g\"|agents.0.goals",
                "\"goals\":[\"g\"]|\"goals\":[{}]|agents.0.goals.0",
                "\"knowledgeBase\":{\"k\":[1,null]}|\"knowledgeBase\":[]|agents.0.knowledgeBase",
                "\"messageToUseWhenInitiatingConversation\":\"hello\""
                        + "|\"messageToUseWhenInitiatingConversation\":1|agents.0.messageToUseWhenInitiatingConversation",
                "\"manner\":\"over-asking\"|\"manner\":\"rude\"|agents.0.config.manner",
                "\"delayMs\":5|\"delayMs\":\"5\"|agents.0.config.delayMs",
                "\"toolName\":\"t\"|\"toolName\":\"\"|agents.0.tools.0.toolName",
                "\"synthesisGuidance\":\"g\"|\"synthesisGuidance\":1|agents.0.tools.0.synthesisGuidance",
                "\"endsConversation\":true|\"endsConversation\":\"true\"|agents.0.tools.0.endsConversation",
                "\"conversationEndStatus\":\"neutral\"|\"conversationEndStatus\":\"won\""
                        + "|agents.0.tools.0.conversationEndStatus",
                "\"type\":\"object\"|\"type\":\"array\"|agents.0.tools.0.inputSchema.type",
                "\"required\":[\"a\"]|\"required\":\"a\"|agents.0.tools.0.inputSchema.required",
                "\"properties\":{\"a\":{\"type\":\"string\"}}|\"properties\":[]|agents.0.tools.0.inputSchema.properties",
                "\"agentId\":\"beta\"|\"agentId\":\"alpha\"|agents.1.agentId",
            })
    void rejectsOneFieldOfWrongType(String right, String wrong, String path) {
        assertThat(WHOLE).contains(right);
        assertThat(errors(WHOLE.replace(right, wrong))).containsOnlyKeys("config." + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "7", "null", "[]", "true"})
    void rejectsScenarioThatIsNoObject(String value) {
        assertThat(errors(value)).containsOnlyKeys("config");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a\nb", "a\u0000", "\ud800"})
    void rejectsIdThatNoAddressCouldName(String id) {
        FieldErrors errors = new FieldErrors();
        ScenarioRules.check(Map.of("metadata", Map.of("id", id, "title", "t"), "agents", List.of()), "config", errors);
        assertThat(errors.byPath()).containsOnlyKeys("config.metadata.id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scen.v2 é&x", "...a", "100%", "a/b", "日本\uD83D\uDE00"})
    void acceptsIdWithReservedCharacters(String id) {
        assertThat(errors("{\"metadata\":{\"id\":" + JsonWriter.quoted(id) + ",\"title\":\"t\"},\"agents\":[]}"))
                .isEmpty();
    }

    @Test
    void rejectsIdLongerThanRequestLineCanCarry() {
        String template = "{\"metadata\":{\"id\":\"%s\",\"title\":\"t\"},\"agents\":[]}";
        assertThat(errors(template.formatted("x".repeat(200)))).isEmpty();
        assertThat(errors(template.formatted("x".repeat(201)))).containsOnlyKeys("config.metadata.id");
    }

    @Test
    void returnsTheRosterInItsOrder() throws JsonSyntaxException {
        assertThat(ScenarioRules.agentIds(Json.parseObject(WHOLE))).containsExactly("alpha", "beta");
        assertThat(ScenarioRules.agentIds(Json.parseObject("{\"agents\":\"x\"}")))
                .isEmpty();
    }

    @Test
    void returnsTheIdEvenOfAScenarioThatIsWrongElsewhere() throws JsonSyntaxException {
        assertThat(ScenarioRules.id(PlainJson.of(Json.parse("{\"metadata\":{\"id\":\"s\"},\"agents\":7}"))))
                .isEqualTo("s");
        assertThat(ScenarioRules.id(PlainJson.of(Json.parse("{\"metadata\":{\"id\":7}}"))))
                .isNull();
        assertThat(ScenarioRules.id(null)).isNull();
    }

    private static Map<String, List<String>> errors(String scenario) {
        FieldErrors errors = new FieldErrors();
        ScenarioRules.check(value(scenario), "config", errors);
        return errors.byPath();
    }

    @Test
    void acceptsContractAndDisclosureMarks() {
        String scenario = """
                {"metadata":{"id":"s","title":"t"},"agents":[
                  {"agentId":"a","disclosure":[{"path":"/member/ssn","policy":"never","canary":"x1"}]},{"agentId":"b"}],
                 "contract":{"parties":{"a":{"success":[{"id":"one","title":"T","in":"outcome","status":"success"}],
                   "forbidden":[{"id":"two","contains":["x"],"by":"any","after":"one","times":{"min":1,"max":3}}]}},
                  "established":[{"id":"three","matches":"a+","schema":{"type":"object"}}],
                  "endings":["success"],"limits":{"turns":9},"stall":{"repeats":2}}}""";
        assertThat(errors(scenario)).isEmpty();
    }

    @Test
    void reportsFaultsOfContractAndDisclosureMarksByPath() {
        String scenario = """
                {"metadata":{"id":"s","title":"t"},"agents":[
                  {"agentId":"a","disclosure":[{"path":"ssn","policy":"sometimes"},{"policy":"never"}]}],
                 "contract":{"parties":{"c":{"success":[{"id":"one"},{"id":"one","by":"nobody","in":"mail"}]},
                   "a":{"mustAsk":[{"title":"T","contains":["?"],"matches":"(?=a)","before":"four",
                     "times":{"min":3,"max":1}}]}},
                  "endings":"success","limits":{"turns":0},"stall":{"repeats":1}}}""";
        assertThat(errors(scenario).keySet())
                .containsExactlyInAnyOrder(
                        "config.agents.0.disclosure.0.policy",
                        "config.agents.0.disclosure.0.path",
                        "config.agents.0.disclosure.1",
                        "config.contract.parties.c",
                        "config.contract.parties.c.success.1.id",
                        "config.contract.parties.c.success.1.by",
                        "config.contract.parties.c.success.1.in",
                        "config.contract.parties.a.mustAsk.0.id",
                        "config.contract.parties.a.mustAsk.0.contains.0",
                        "config.contract.parties.a.mustAsk.0.matches",
                        "config.contract.parties.a.mustAsk.0.before",
                        "config.contract.parties.a.mustAsk.0.times",
                        "config.contract.endings",
                        "config.contract.limits.turns",
                        "config.contract.stall.repeats");
    }

    private static @Nullable Object value(String text) {
        try {
            return PlainJson.of(Json.parse(text));
        } catch (JsonSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A contract is held against every event: what it may cost is limited where it enters. */
    @Test
    void contractsAreLimitedInSize() {
        List<String> checks = IntStream.range(0, 201)
                .mapToObj(i -> "{\"id\":\"c" + i + "\",\"contains\":[\"x\"]}")
                .toList();
        assertThat(errors(contract("\"established\":[" + String.join(",", checks.subList(0, 200)) + "]")))
                .isEmpty();
        assertThat(errors(contract("\"established\":[" + String.join(",", checks) + "]")))
                .containsOnlyKeys("config.contract");
        assertThat(errors(contract("\"established\":[{\"id\":\"c\",\"contains\":[" + "\"x\",".repeat(20) + "\"x\"]}]")))
                .containsOnlyKeys("config.contract.established.0.contains");
        assertThat(errors(contract("\"established\":[{\"id\":\"c\",\"matches\":\"((a{1000}){1000}){1000}\"}]")))
                .containsOnlyKeys("config.contract.established.0.matches");
        assertThat(errors(contract("\"endings\":[" + "\"x\",".repeat(50) + "\"x\"]")))
                .containsOnlyKeys("config.contract.endings");
        assertThat(errors(contract("\"stall\":{\"repeats\":51}"))).containsOnlyKeys("config.contract.stall.repeats");
    }

    private static String contract(String members) {
        return "{\"metadata\":{\"id\":\"s\",\"title\":\"t\"},\"agents\":[],\"contract\":{" + members + "}}";
    }
}
