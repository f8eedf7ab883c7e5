package me.fhir.chitchat.rehearsal.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates, amounts, enumerations and quotations are written as the language has them. */
class SpokenTextTest {
    private static SpokenText in(String language) {
        return new SpokenText(Lexicon.properties("phrases_" + language));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | on 14 October 2026 | “no” | at most 800 kg",
                "de | on 14. Oktober 2026 | „no“ | höchstens 800 kg",
                "es | on 14 de octubre de 2026 | «no» | como máximo 800 kg",
                "ja | on 2026年10月14日 | 「no」 | 800 kg以下",
                "ar | on 14 أكتوبر 2026 | «no» | 800 kg على الأكثر",
            })
    void textsArePolished(String language, String date, String quoted, String bound) {
        SpokenText spoken = in(language);
        assertThat(spoken.polished("on 2026-10-14")).isEqualTo(date);
        assertThat(spoken.polished("“no”")).isEqualTo(quoted);
        assertThat(spoken.polished("≤ 800 kg")).isEqualTo(bound);
        assertThat(spoken.polished(date + quoted + bound)).isEqualTo(date + quoted + bound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"en | 18,140.5", "de | 18.140,5", "es | 18.140,5", "fr | 18\u00a0140,5", "ja | 18,140.5"})
    void amountsAreGrouped(String language, String written) {
        assertThat(in(language).number(new BigDecimal("18140.50"), true)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"BEC-2026-044", "2026-10-14-7", "2026-13-40", "A2026-10-14", "2026-10-14T08:00"})
    void numbersThatLookLikeDatesStay(String text) {
        assertThat(in("en").polished(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"en | a, b and c | a, b or c", "de | a, b und c | a, b oder c", "fr | a, b et c | a, b ou c"})
    void itemsAreJoined(String language, String all, String one) {
        assertThat(in(language).and(List.of("a", "b", "c"))).isEqualTo(all);
        assertThat(in(language).or(List.of("a", "b", "c"))).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"en | says ‘yes’ now", "de | says ‚yes‘ now", "ja | says 『yes』 now", "es | says ‘yes’ now"})
    void quotationsInsideAQuotationAreTheInnerOnes(String language, String inner) {
        SpokenText spoken = in(language);
        assertThat(spoken.inner(spoken.polished("says “yes” now"))).isEqualTo(inner);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | payoutEur | 3900 | 3,900 EUR",
                "de | betragEur | 3900 | 3.900 Euro",
                "en | orderNumber | 40713 | 40713"
            })
    void valuesHaveTheUnitOfTheirName(String language, String field, int value, String written) {
        assertThat(in(language).value(field, value)).isEqualTo(written);
    }
}
