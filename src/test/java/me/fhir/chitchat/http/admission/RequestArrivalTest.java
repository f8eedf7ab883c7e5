package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import me.fhir.chitchat.http.admission.RequestArrival.Delay;
import org.junit.jupiter.api.Test;

class RequestArrivalTest {
    private final ByteBudget longHeaders = new ByteBudget(100_000);
    private final RequestArrival arrival = new RequestArrival(Duration.ofSeconds(30), longHeaders);

    @Test
    void headersHaveToBeCompleteInTimeHoweverManyBytesArrive() {
        assertThat(arrival.delay(seconds(1000))).isEqualTo(Delay.NONE);
        for (int second = 0; second <= 30; second++) {
            arrival.received(1000, seconds(second));
            assertThat(arrival.delay(seconds(second))).isEqualTo(Delay.NONE);
        }
        assertThat(arrival.delay(seconds(31))).isEqualTo(Delay.HEADERS);
    }

    @Test
    void everyRequestOfAConnectionHasItsOwnTime() {
        arrival.received(100, seconds(0));
        arrival.headersComplete(false);
        assertThat(arrival.delay(seconds(500))).isEqualTo(Delay.NONE);
        arrival.answered(false);
        assertThat(arrival.delay(seconds(500))).isEqualTo(Delay.NONE);
        arrival.received(1, seconds(600));
        assertThat(arrival.delay(seconds(629))).isEqualTo(Delay.NONE);
        assertThat(arrival.delay(seconds(631))).isEqualTo(Delay.HEADERS);
    }

    @Test
    void aBodyHasToKeepAPaceAfterAGracePeriod() {
        arrival.received(100, seconds(0));
        arrival.headersComplete(true);
        arrival.awaited(seconds(0));
        assertThat(arrival.delay(seconds(10))).isEqualTo(Delay.NONE);
        assertThat(arrival.delay(seconds(11))).isEqualTo(Delay.BODY);
    }

    @Test
    void onlyTheTimeInWhichTheServerWaitsForABodyCounts() {
        arrival.received(100, seconds(0));
        arrival.headersComplete(true);
        arrival.awaited(seconds(0));
        arrival.received(1, seconds(9));
        // The server was busy for a hundred seconds.
        assertThat(arrival.delay(seconds(109))).isEqualTo(Delay.NONE);
        arrival.awaited(seconds(109));
        assertThat(arrival.delay(seconds(110))).isEqualTo(Delay.NONE);
        assertThat(arrival.delay(seconds(112))).isEqualTo(Delay.BODY);
    }

    @Test
    void aBodyMayBeSlowAsLongAsItArrives() {
        assertThat(RequestArrival.isSlow(1, Duration.ofSeconds(10))).isFalse();
        assertThat(RequestArrival.isSlow(1, Duration.ofSeconds(11))).isTrue();
        assertThat(RequestArrival.isSlow(50 * 1024, Duration.ofSeconds(60))).isFalse();
        assertThat(RequestArrival.isSlow(49 * 1024, Duration.ofSeconds(60))).isTrue();
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void longHeadersAreChargedUntilTheirRequestWasAnswered() {
        assertThat(arrival.received(8 * 1024, seconds(0))).isTrue();
        assertThat(longHeaders.held()).isZero();
        assertThat(arrival.received(5_000, seconds(0))).isTrue();
        assertThat(longHeaders.held()).isEqualTo(5_000);
        arrival.headersComplete(true);
        assertThat(arrival.received(50_000, seconds(1))).as("a body").isTrue();
        assertThat(longHeaders.held()).isEqualTo(5_000);
        arrival.answered(false);
        assertThat(longHeaders.held()).isZero();
    }

    @Test
    void headersOfAnUpgradeAreChargedUntilTheConnectionEnds() {
        arrival.received(20_000, seconds(0));
        arrival.headersComplete(false);
        arrival.answered(true);
        assertThat(longHeaders.held()).isEqualTo(20_000 - 8 * 1024);
        arrival.closed();
        assertThat(longHeaders.held()).isZero();
    }

    /** The thread that ends a silent connection may come before the one that reads it. */
    @Test
    void nothingIsChargedAfterTheConnectionHasEnded() {
        arrival.closed();
        arrival.received(20_000, seconds(0));
        assertThat(longHeaders.held()).isZero();
    }

    @Test
    void theNextRequestPaysForNothingButItself() {
        arrival.received(20_000, seconds(0));
        arrival.headersComplete(false);
        arrival.answered(true);
        assertThat(arrival.received(100, seconds(1))).isTrue();
        assertThat(longHeaders.held()).isZero();
    }

    @Test
    void longHeadersWithoutRoomAreRefusedAndShortOnesNot() {
        RequestArrival other = new RequestArrival(Duration.ofSeconds(30), longHeaders);
        assertThat(other.received(60_000, seconds(0))).isTrue();
        assertThat(arrival.received(60_000, seconds(0))).isFalse();
        RequestArrival small = new RequestArrival(Duration.ofSeconds(30), longHeaders);
        assertThat(small.received(8 * 1024, seconds(0))).isTrue();
        other.closed();
        assertThat(longHeaders.held()).isZero();
    }
}
