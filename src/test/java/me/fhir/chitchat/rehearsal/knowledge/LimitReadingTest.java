package me.fhir.chitchat.rehearsal.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits with two ends, sums, and figures that stand in other words or under a word that names nothing. */
class LimitReadingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Delivery between 1 May 2027 and 30 June 2027|Delivery: 3 June 2027|met",
                "Delivery between 1 May 2027 and 30 June 2027|The delivery is on 3 July 2027.|not met",
                "Übergabe zwischen dem 01.05.2027 und dem 30.06.2027|Die Übergabe ist am 3. Juni 2027.|met",
                "Übergabe zwischen dem 01.05.2027 und dem 30.06.2027|Übergabe: 03.07.2027|not met",
                "Remise entre le 1 mai 2027 et le 30 juin 2027|Remise : 3 juin 2027|met",
                "Remise entre le 1 mai 2027 et le 30 juin 2027|La remise est le 3 juillet 2027.|not met",
                "Entrega entre el 1 de mayo de 2027 y el 30 de junio de 2027|Entrega: 3 de junio de 2027|met",
                "Entrega entre el 1 de mayo de 2027 y el 30 de junio de 2027|La entrega es el 3 de julio de 2027.|not met",
                "引渡日は2027年5月1日から2027年6月30日まで|引渡日は2027年6月3日です。|met",
                "引渡日は2027年5月1日から2027年6月30日まで|引渡日は2027年7月3日です。|not met",
                "貸出日は2027年10月1日以降|貸出日は2027年10月12日です。|met",
                "貸出日は2027年10月1日以降|貸出日：2027年9月12日|not met",
                "Between 12 and 30 dancers|No dancer has an injury.|unknown",
                "Entre 12 et 30 danseurs|Aucun danseur n’est blessé.|unknown",
                "Zwischen 12 und 30 Tänzer|Wir kommen mit 24 Tänzern.|met",
                "Weight of crate and pump together at most 20 kg|The pump weighs 17 kg, and the crate another 6 kg, so 23 kg together.|not met",
                "Weight of crate and pump together at most 20 kg|The pump weighs 12 kg, the crate 6 kg, in total 18 kg.|met",
                "Weight of the crate at most 20 kg|The crate weighs 6 kg, the other luggage together 40 kg.|met",
                "Height of the tent at most 3 m|The height of the tent is 2 m. The width is 5 m. Correction: the width is 2 m.|met",
                "Gewicht von Kiste und Pumpe höchstens 20 kg|Die Pumpe wiegt 17 kg, die Kiste 6 kg, zusammen 23 kg.|not met",
                "Distance to the pond at least 10 m|45 m from the pond.¶For the record: the tent stands 4 m from the pond.|unknown",
                "Abstand zum Teich mindestens 10 m|Der Abstand zum Teich ist 45 m.¶Nachtrag: Das Zelt hat 4 m Abstand zum Teich.|unknown",
            })
    void aLimitIsComparedWithTheFigureThatIsMeant(String rule, String says, String state) {
        assertThat(OneRule.state(rule, says.replace("¶", "\n"))).isEqualTo(state(state));
    }

    /** "Monatsmieten" begins as "Monatseinkommen" does, and is no income. */
    @Test
    void aBareNumberOfTheOwnKnowledgeUnderAnotherNameDecidesNothing() {
        assertThat(OneRule.state(
                        "Das monatliche Nettoeinkommen beträgt mindestens 2.400 €",
                        "Guten Tag.",
                        Map.of("kaution", Map.of("monatsmieten", 3))))
                .isEqualTo(PointState.UNKNOWN);
    }

    private static PointState state(String name) {
        return PointState.valueOf(name.replace(' ', '_').toUpperCase(Locale.ROOT));
    }
}
