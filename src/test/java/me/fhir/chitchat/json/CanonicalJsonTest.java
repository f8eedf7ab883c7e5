package me.fhir.chitchat.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    private static String canonical(String text) {
        return CanonicalJson.of(StoredJson.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ \"b\" : 1, \"a\" : [1.0, -0] } | {\"a\":[1,0],\"b\":1.00}",
                "\"\\u0041\" | \"A\"",
                "1e2 | 100",
                "1e99999999999 | 1e99999999999"
            })
    void spellsWhatMeansTheSameInOneWay(String one, String other) {
        assertThat(canonical(one)).isEqualTo(canonical(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1,2] | [2,1]", "{\"a\":null} | {}", "\"1\" | 1", "1e99999999999 | 1e99999999998", "true | false"
            })
    void distinguishesWhatDiffers(String one, String other) {
        assertThat(canonical(one)).isNotEqualTo(canonical(other));
    }

    @Test
    void needsNoStackForDepth() throws InterruptedException {
        String deep = "{\"a\":[".repeat(500) + "]}".repeat(500);
        AtomicReference<Object> outcome = new AtomicReference<>();
        Runnable write = () -> {
            try {
                outcome.set(canonical(deep));
            } catch (StackOverflowError e) {
                outcome.set(e);
            }
        };
        Thread small = new Thread(null, write, "small stack", 16 * 1_024);
        small.start();
        small.join();
        assertThat(outcome.get()).isEqualTo(deep);
    }
}
