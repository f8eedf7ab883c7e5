package me.fhir.chitchat.rehearsal.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedPointTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deposit of at least 300 EUR: we still need this figure. | Deposit of at least 300 EUR",
                "Bootsklasse: Was davon trifft zu – B, C oder D? | Bootsklasse: B, C oder D",
                "Solicitud presentada: indique las dos fechas, por favor. | Solicitud presentada",
                "Durée : vous écrivez « 2 mois », mais aussi « 3 mois ». Laquelle est exacte ? | Durée",
                "Term: you write “6 months”, but also “2 years”. Which of them is right? | Term",
                "期間：「6か月」とのことですが、「2年」との記載もあります。どちらが正しいでしょうか。 | 期間",
                "Deposit of at least 300 EUR | Deposit of at least 300 EUR"
            })
    void findsThePointOfAQuestion(String question, String point) {
        assertThat(AskedPoint.of(question.replace(" :", "\u00a0:")
                        .replace(" ?", "\u00a0?")
                        .replace("« ", "«\u00a0")
                        .replace(" »", "\u00a0»")))
                .isEqualTo(point);
    }

    /** Without a limit of length, the forms would take hours for this line. */
    @Test
    @Timeout(60)
    void leavesALineAloneThatIsTooLongForAQuestion() {
        String line = "x: which of these is it – ".repeat(2_000) + " and x".repeat(10_000);
        assertThat(AskedPoint.of(line)).isEqualTo(line);
        assertThat(AskedPoint.of(line + ".")).isEqualTo(line + ".");
        assertThat(AskedPoint.exclusions(line + "?")).isEmpty();
    }
}
