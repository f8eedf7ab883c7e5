package me.fhir.chitchat.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResponsePermitsTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private final ResponsePermits places = new ResponsePermits(1);

    @Test
    void aPlaceIsFreeAgainOnceItWasGivenBack() {
        ResponsePermits.TakenPlace place = places.tryTake(NOT_AT_ALL).orElseThrow();
        assertThat(places.tryTake(NOT_AT_ALL)).isEmpty();
        place.close();
        assertThat(places.tryTake(NOT_AT_ALL)).isPresent();
    }

    @Test
    void givingAPlaceBackTwiceFreesOne() {
        ResponsePermits.TakenPlace place = places.tryTake(NOT_AT_ALL).orElseThrow();
        place.close();
        place.close();
        assertThat(places.tryTake(NOT_AT_ALL)).isPresent();
        assertThat(places.tryTake(NOT_AT_ALL)).isEmpty();
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        assertThatThrownBy(() -> places.within(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(places.within(() -> "next")).isEqualTo("next");
        assertThat(places.tryTake(NOT_AT_ALL)).isPresent();
    }
}
