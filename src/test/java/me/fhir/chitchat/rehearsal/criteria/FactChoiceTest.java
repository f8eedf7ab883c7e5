package me.fhir.chitchat.rehearsal.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a record those values are told that answer a point. */
class FactChoiceTest {
    private static List<Knowledge.Leaf> leaves(String json) {
        return Knowledge.of(json.replace('\'', '"'), DisclosureRules.of(List.of(), ""), LocalDate.EPOCH)
                .leaves();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Employment: at least 12 months | {'employment':{'employer':'Norden Steel','months':67}} | months",
                "Reparaturkosten von höchstens 300 Euro | {'reparatur':{'kostenEur':210,'fremd':'keine'}} | kostenEur",
                "Vivienda de al menos 50 m2 | {'vivienda':{'superficieM2':72,'jardin':'no'}} | superficieM2",
                "Lautstärke der Proben von höchstens 85 Dezibel | {'lautstaerkeDezibel':78,'probenProWoche':2} | lautstaerkeDezibel",
                "Proben pro Woche von höchstens 3 | {'lautstaerkeDezibel':78,'probenProWoche':2} | probenProWoche",
                "Height of the flights of at most 120 metres | {'flightHeightMetres':90,'flightsPerDay':4} | flightHeightMetres",
                "Height (flights) of at most 120 metres | {'flightHeightMetres':90,'flightsPerDay':4} | flightHeightMetres"
            })
    void aMeasuredPointIsAnsweredWithItsFigure(String point, String record, String field) {
        assertThat(new FactChoice(point).of(leaves(record), false))
                .extracting(Knowledge.Leaf::name)
                .containsExactly(field);
    }

    @Test
    void aCurrencyOrTheDigitsOfACodeLeadToAnAnswerWhereNoWordDoes() {
        assertThat(FactChoice.moneyAndCodes("Own means of at least 5000 EUR").keys())
                .contains(Lexicon.key(Lexicon.stem("eur")))
                .doesNotContain("means");
        assertThat(FactChoice.moneyAndCodes("Covered procedures: 96413 or 96415")
                        .keys())
                .containsExactlyInAnyOrder("96413", "96415");
    }
}
