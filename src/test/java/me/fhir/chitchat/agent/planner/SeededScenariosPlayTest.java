package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentClasses;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.agent.InMemoryConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.rehearsal.RehearsalModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeededScenariosPlayTest {
    private static InMemoryConversation play(String scenario, String first, String second) throws InterruptedException {
        ChatModel model = new RehearsalModel(Duration.ZERO);
        AgentClasses classes = new AgentClasses(model, new PlannerAgentFactory(model, AgentConfiguration.DEFAULT));
        InMemoryConversation conversation = new InMemoryConversation(scenario, first, second);
        Map<String, Agent> agents = new LinkedHashMap<>();
        for (String id : new String[] {first, second}) {
            agents.put(id, classes.make(new AgentSpec(id, null, null, new RawJson(scenario), new RawJson("{}"))));
        }
        conversation.play(agents, first);
        return conversation;
    }

    @ParameterizedTest
    @CsvSource({
        "scen_knee_mri_01, patient-agent, insurance-auth-specialist",
        "scen_knee_mri_01, insurance-auth-specialist, patient-agent",
        "scen_vision_screen_01, school-nurse, pediatrician",
        "scen_vision_screen_01, pediatrician, school-nurse",
    })
    void playsToAGoodEndFromEitherSide(String id, String first, String second) throws Exception {
        InMemoryConversation conversation = play(Transcript.scenario(id), first, second);
        Path out = Path.of("target", "transcripts", id + "-" + first + ".txt");
        Files.createDirectories(out.getParent());
        Files.writeString(out, Transcript.of(conversation));
        assertThat(conversation.completed()).isTrue();
        assertThat(String.valueOf(conversation.lastPayload().raw("outcome"))).isEqualTo("{\"status\":\"success\"}");
    }
}
