package me.fhir.chitchat.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeatCodeTest {
    @ParameterizedTest
    @CsvSource({
        "7F3K-9QWD-2MXA,7F3K-9QWD-2MXA",
        "7f3k9qwd2mxa,7F3K-9QWD-2MXA",
        " 7f3k-9QWD2mxa ,7F3K-9QWD-2MXA",
        "OIL0-1111-oilo,0110-1111-0110",
    })
    void readsEverySpelling(String spelling, String text) {
        assertThat(SeatCode.parse(spelling).orElseThrow().text()).isEqualTo(text);
        assertThat(SeatCode.parse(spelling).orElseThrow().hash())
                .isEqualTo(SeatCode.parse(text).orElseThrow().hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7F3K-9QWD-2MX", "7F3K-9QWD-2MXAA", "7F3K-9QWD-2MXU", "7F3K 9QWD 2MXA", "-", "null"})
    void refusesWhatIsNoCode(String spelling) {
        assertThat(SeatCode.parse(spelling)).isEmpty();
    }

    @Test
    void everyCodeIsUniqueAndPrintsNothingOfItself() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            SeatCode code = SeatCode.random();
            assertThat(code.text()).matches("([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}");
            assertThat(code.hash()).matches("[0-9a-f]{64}");
            assertThat(code.toString()).doesNotContain(code.text().substring(0, 4));
            codes.add(code.text());
        }
        assertThat(codes).hasSize(1000);
    }
}
