package me.fhir.chitchat.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatBriefTest {
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void tellsTheHolderOfASeatItsRole() {
        KneeConversation knee = KneeConversation.create(server);
        HttpResponse<String> answer = knee.ask("GET", "/brief", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        JsonNode brief = KneeConversation.json(answer);
        assertThat(brief.at("/you/agentId").asText()).isEqualTo("patient-agent");
        assertThat(brief.at("/you/principal/name").asText()).isEqualTo("Dana Whitfield");
        assertThat(brief.get("tools").findValuesAsText("name"))
                .containsExactly("get_therapy_record", "get_imaging_history", "get_exam_findings");
        assertThat(brief.at("/knowledge/member/memberId").asText()).isEqualTo("MBR-4471-0926");
        assertThat(brief.at("/scenario/background").asText()).isNotBlank();
        assertThat(brief.at("/others/0/agentId").asText()).isEqualTo("insurance-auth-specialist");
        assertThat(brief.at("/others/0").size()).isEqualTo(2);
    }

    @Test
    void isATextForModelsAndPartOfTheSeatsOwn() {
        KneeConversation knee = KneeConversation.create(server);
        String brief = knee.ask("GET", "/brief", "", "Accept", "text/markdown").body();
        assertThat(brief)
                .startsWith("# Prior authorization")
                .contains("Dana Whitfield (patient-agent)", "`get_exam_findings`");
        String state =
                SeatedConversation.send(server, "GET", "/s/" + knee.code(), "").body();
        assertThat(state)
                .contains(brief.substring(brief.indexOf("## Your brief")).strip());
    }

    @Test
    void isTheHoldersAlone() {
        KneeConversation knee = KneeConversation.create(server);
        for (String code :
                new String[] {knee.conversation().host(), knee.conversation().watch(), "0000-0000-0000", "x"}) {
            HttpResponse<String> answer = SeatedConversation.send(server, "GET", "/api/seats/" + code + "/brief", "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("Dana");
        }
    }
}
