package me.fhir.chitchat.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.rehearsal.RehearsalModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentClassesTest {
    private static final Agent ROLE = seat -> {};

    private final AgentClasses classes = new AgentClasses(
            new RehearsalModel(Duration.ZERO),
            (casting, options) -> casting.scenario() == null ? Optional.empty() : Optional.of(ROLE));

    private Agent make(@Nullable String word, @Nullable String config, @Nullable String scenario) {
        return classes.make(spec(word, config, scenario));
    }

    private static AgentSpec spec(@Nullable String word, @Nullable String config, @Nullable String scenario) {
        return new AgentSpec(
                "bot",
                word,
                config == null ? null : new RawJson(config),
                scenario == null ? null : new RawJson(scenario),
                new RawJson("{}"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"default", "scenario", "ScenarioDrivenAgent", "SCENARIO"})
    void playsTheScenarioRoleOrElseAssists(@Nullable String word) {
        assertThat(make(word, null, "{}")).isSameAs(ROLE);
        assertThat(make(word, null, null)).isInstanceOf(AssistantAgent.class);
    }

    @Test
    void knowsItsWordsInAnyCase() {
        assertThat(make("eCHOagent", null, null)).isInstanceOf(EchoAgent.class);
        assertThat(make("assistantagent", null, "{}")).isInstanceOf(AssistantAgent.class);
        assertThat(make("SCRIPT", "{\"script\":{\"turns\":[]}}", null)).isInstanceOf(ScriptAgent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoSuchAgentClass", "", " echoagent"})
    void refusesAnUnknownClassAndNamesTheKnownOnes(String word) {
        assertThatThrownBy(() -> make(word, null, null))
                .isInstanceOfSatisfying(ConversationException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(ErrorCode.INVALID_PARAMS))
                .hasMessageContainingAll("bot", "EchoAgent", "script", "AssistantAgent", "ScenarioDrivenAgent");
    }

    @Test
    void anyAgentCanBeSilentOrSlow() throws InterruptedException {
        List<Duration> waited = new ArrayList<>();
        AgentClasses patient = new AgentClasses(
                new RehearsalModel(Duration.ZERO), (casting, options) -> Optional.empty(), waited::add);
        InMemoryConversation conversation = new InMemoryConversation(null, "bot", "other");
        patient.make(spec("EchoAgent", "{\"manner\":\"silent\"}", null)).takeTurn(conversation.seat("bot"));
        assertThat(conversation.lines()).isEmpty();
        patient.make(spec("EchoAgent", "{\"manner\":\"slow\",\"delayMs\":700}", null))
                .takeTurn(conversation.seat("bot"));
        patient.make(spec("EchoAgent", "{\"manner\":\"slow\"}", null)).takeTurn(conversation.seat("other"));
        assertThat(waited).containsExactly(Duration.ofMillis(700), Duration.ofSeconds(20));
        assertThat(conversation.lines()).hasSize(4);
    }

    @Test
    void aMannerNeedsAnAgentThatPlaysARole() {
        assertThatThrownBy(() -> make("EchoAgent", "{\"manner\":\"nitpicking\"}", null))
                .hasMessageContaining("config.manner \"nitpicking\" needs an agent that plays a role");
        assertThatThrownBy(() -> make(null, "{\"manner\":\"rude\"}", null))
                .hasMessageStartingWith("config.manner \"rude\" is not one of cooperative, nitpicking");
    }

    @Test
    void serversOfToolsNeedAnAgentThatPlaysARole() {
        String config = "{\"mcpServers\":[{\"name\":\"kb\",\"url\":\"http://a/\"}]}";
        for (String word : new String[] {"EchoAgent", "AssistantAgent", "default"}) {
            assertThatThrownBy(() -> make(word, config, null))
                    .hasMessageContaining("config.mcpServers needs an agent that plays a role");
        }
    }

    @Test
    void theScenarioSaysTheMannerWhereTheConversationDoesNot() {
        List<Manner> made = new ArrayList<>();
        AgentClasses noting = new AgentClasses(new RehearsalModel(Duration.ZERO), (casting, options) -> {
            made.add(options.manner());
            return Optional.of(ROLE);
        });
        String scenario = "{\"agents\":[{\"agentId\":\"bot\",\"config\":{\"manner\":\"injecting\"}}]}";
        noting.make(spec(null, "{\"manner\":\"cooperative\"}", scenario));
        noting.make(spec(null, "{}", scenario));
        noting.make(spec(null, null, scenario.replace("bot", "other")));
        assertThat(made).containsExactly(Manner.COOPERATIVE, Manner.INJECTING, Manner.COOPERATIVE);
    }

    @Test
    void refusesAConfigThatNoModelAgentCanUse() {
        assertThatThrownBy(() -> make("AssistantAgent", "{\"model\":7}", null))
                .isInstanceOf(ConversationException.class)
                .hasMessage("config.model must be a string; it is an integer.");
        assertThatThrownBy(() -> make(null, "[]", null)).hasMessage("config must be an object; it is a list.");
    }
}
