package me.fhir.chitchat.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "system",
                "System-Orchestrator",
                " system ",
                "system_watchdog",
                "system watchdog",
                "system\u2011watchdog",
                "sys\u200btem",
                "\u202esystem",
                "system\u0000",
                "\uff53\uff59\uff53\uff54\uff45\uff4d",
                "\ud835\udc2cystem",
                "\u0455\u0443\u0455\u0442\u0435\u043c",
                "s\u0443stem-orchestrator",
                "syst\u0451m",
                "sy\u0301stem",
                "systern",
                "5y5t3m",
                "[system]"
            })
    void takesWhatLooksLikeTheServerForTheServer(String name) {
        assertThat(AgentNames.looksLikeTheServer(name)).isTrue();
        assertThatThrownBy(() -> roster(name, "other").requireDistinctiveNames())
                .isInstanceOf(ConversationException.class)
                .hasMessageContaining("reserved");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "systems-team",
                "ecosystem",
                "systematic",
                "insurer",
                "système",
                "医師",
                "\ud83d\udc69\u200d\u2695\ufe0f",
                "врач",
                "",
                "\u200b"
            })
    void leavesOtherNamesAlone(String name) {
        assertThat(AgentNames.looksLikeTheServer(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"insurer\u200b", "insurer\ufe0f", "\u0456nsurer", "\uff49nsurer", "insur\u0435r"})
    void refusesTwoNamesThatLookAlike(String name) {
        assertThatThrownBy(() -> roster("insurer", name).requireDistinctiveNames())
                .isInstanceOf(ConversationException.class)
                .hasMessageContaining("look alike");
    }

    @Test
    void acceptsNamesThatDifferVisibly() {
        roster("a", "A", "b", "patient-1", "patient-2", "医師", "医者", "врач", "пациент", "Muller", "M\u00fcller")
                .requireDistinctiveNames();
    }

    private static Meta roster(String... ids) {
        String agents = Stream.of(ids)
                .map(id -> JsonWriter.object(agent -> agent.text("id", id)))
                .collect(Collectors.joining(",", "[", "]"));
        return Meta.of(StoredJson.object(JsonWriter.object(meta -> meta.raw("agents", agents))));
    }

    @Test
    void aLongTextIsReadPieceByPiece() {
        String text = ("x".repeat(4_095) + "\uD835\uDC00 \u0430\u0441\u0435 ").repeat(3);
        assertThat(AgentNames.skeletonOfText(text, 100_000)).isEqualTo(("x".repeat(4_095) + "A ace ").repeat(3));
        assertThat(AgentNames.skeletonOfText("\uFDFA".repeat(100_000), 300_000)).hasSizeLessThan(400_000);
    }
}
