package me.fhir.chitchat.rehearsal.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs to the case at hand and what to another one, by the names and numbers in the agent's own records. */
class CaseBoundaryTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
    private static final Knowledge KNOWLEDGE = Knowledge.of(
            "{\"booking\":{\"berth\":\"KJ-2207\",\"name\":\"Orla Finch\"},\"harbour\":{\"radio\":\"CH-12\"},"
                    + "\"rules\":[\"The boat is at most 12 metres long\"]}",
            DisclosureRules.of(List.of(), ""),
            TODAY);
    private static final CaseIdentity IDENTITY = CaseIdentity.of(KNOWLEDGE, Set.of("kestrel marina"), "kestrel marina");

    private static List<Statement> read(String text) {
        return DocumentReader.read(text, new Source(2, ""), TODAY, 1, label -> false);
    }

    @Test
    void identifiersAndPlainNamesInTheRecordOfTheCaseAreItsIdentity() {
        assertThat(IDENTITY.numbers()).containsExactly("kj-2207");
        assertThat(IDENTITY.names()).containsExactly("orla finch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Please moor the boat at KJ-9911.|true",
                "Please moor the boat at KJ-2207.|false",
                "I write for Hugo Stern.|true",
                "I write for Orla Finch.|false",
            })
    void aMessageAboutAnotherCaseIsForeign(String text, boolean foreign) {
        assertThat(IDENTITY.isForeign(text, read(text))).isEqualTo(foreign);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "For KJ-9911: the boat is 8 metres long. For KJ-2207 there are no figures yet.|1",
                "Hugo Stern has a licence. He is insured. Orla Finch has a licence.|1",
                "Orla Finch has a licence. She is insured.|2",
                "Hugo Stern ist versichert. Das Boot ist rot.|1",
                "Das Boot ist rot. Ihr Liegeplatz ist frei. Neuer Anstrich ist nötig. Zwei Anker sind da.|4",
            })
    void sentencesAboutAnotherCaseOrPersonAreLeftOut(String text, int kept) {
        assertThat(new CaseBoundary(KNOWLEDGE).own(read(text), IDENTITY)).hasSize(kept);
    }

    @Test
    void whoWroteAboutAnotherCaseHasToNameThisOneFirst() {
        CaseBoundary boundary = new CaseBoundary(KNOWLEDGE);
        assertThat(boundary.isStrange("skipper", IDENTITY, "I write for Hugo Stern.", true))
                .isTrue();
        assertThat(boundary.isStrange("skipper", IDENTITY, "The boat is 8 metres long.", false))
                .isTrue();
        assertThat(boundary.isStrange("mate", IDENTITY, "The boat is 8 metres long.", false))
                .isFalse();
        assertThat(boundary.isStrange("skipper", IDENTITY, "Sorry, it is Orla Finch's boat.", false))
                .isFalse();
        assertThat(boundary.isStrange("skipper", IDENTITY, "The boat is 8 metres long.", false))
                .isFalse();
    }
}
