package me.fhir.chitchat.rehearsal.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sentence asks of a number. */
class ConstraintParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Age between 18 and 65 years                    | 6574.5 | 23741.25
            AHI between 5 and 14 with hypertension         | 5      | 14
            BMI 35-39.9                                    | 35     | 39.9
            Set point between -25 and -18 °C               | -25    | -18
            Annual budget between $50,000 and $2.5 million | 50000  | 2500000
            Alter zwischen 15 und 17 Jahren                | 5478.75 | 6209.25
            Enfant âgé de 3 mois à 3 ans                   | 91.3125 | 1095.75
            Gross weight not exceeding 24,000 kg           | -      | 24000
            Renta mensual no superior a 700 €              | -      | 700
            Overhead must not exceed 15 percent            | -      | 15
            Umsatz von höchstens 1,2 Mio. €                | -      | 1200000
            Arrival delay of 3 hours 30 minutes or more    | 0.1458325 | -
            年齢が21歳以上70歳以下であること                | 7670.25 | 25567.5
            """)
    void readsBounds(String text, @Nullable BigDecimal least, @Nullable BigDecimal most) {
        BigDecimal low = null;
        BigDecimal high = null;
        for (Criterion.Constraint constraint : ConstraintParser.in(Lexicon.normal(text))) {
            if (constraint instanceof Bound bound) {
                low = bound.least() == null ? low : bound.least().amount();
                high = bound.most() == null ? high : bound.most().amount();
            }
        }
        assertThat(low).usingComparator(ConstraintParserTest::compare).isEqualTo(least);
        assertThat(high).usingComparator(ConstraintParserTest::compare).isEqualTo(most);
    }

    private static int compare(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null ? 0 : 1;
        }
        return one.subtract(other).abs().compareTo(new BigDecimal("0.001")) <= 0 ? 0 : one.compareTo(other);
    }
}
