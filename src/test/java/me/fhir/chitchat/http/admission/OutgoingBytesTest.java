package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutgoingBytesTest {
    private static final int LIMIT = 1000;

    private final OutgoingBytes outgoing = new OutgoingBytes(LIMIT);
    private final List<String> ended = new ArrayList<>();

    @Test
    void reservesDeferrableBytesOnlyWithinTheLimit() {
        OutgoingBytes.Account one = account("one");
        OutgoingBytes.Account two = account("two");
        assertThat(one.tryHold(700)).isTrue();
        assertThat(two.tryHold(400)).isFalse();
        one.release(200);
        assertThat(two.tryHold(400)).isTrue();
        assertThat(outgoing.held()).isEqualTo(900);
        one.close();
        two.close();
        assertThat(outgoing.held()).isZero();
        assertThat(ended).isEmpty();
    }

    @Test
    void somethingLargerThanTheLimitIsTakenAlone() {
        OutgoingBytes.Account one = account("one");
        assertThat(one.tryHold(5 * LIMIT)).isTrue();
        assertThat(account("two").tryHold(1)).isFalse();
        one.release(5 * LIMIT);
        assertThat(outgoing.held()).isZero();
    }

    @Test
    void theClientThatHasNotReadForLongestIsEndedForWhatCannotWait() {
        OutgoingBytes.Account slow = account("slow");
        OutgoingBytes.Account slower = account("slower");
        slower.hold(400);
        slow.hold(400);
        OutgoingBytes.Account reading = account("reading");
        reading.hold(300);
        assertThat(ended).containsExactly("slower");
        // What it holds until its connection is gone does not affect other clients.
        reading.hold(50);
        assertThat(ended).containsExactly("slower");
        reading.hold(300);
        assertThat(ended).containsExactly("slower", "slow");
        slow.close();
        slower.close();
        assertThat(outgoing.held()).isEqualTo(650);
    }

    @Test
    void aClientThatReadsIsNotTheSlowest() {
        OutgoingBytes.Account first = account("first");
        OutgoingBytes.Account second = account("second");
        first.hold(500);
        second.hold(400);
        first.release(100);
        account("third").hold(300);
        assertThat(ended).containsExactly("second");
    }

    @Test
    void bytesThatManyWaitForCountOnce() {
        byte[] event = new byte[600];
        OutgoingBytes.Account one = account("one");
        OutgoingBytes.Account two = account("two");
        one.holdShared(event, event.length);
        two.holdShared(event, event.length);
        assertThat(outgoing.held()).isEqualTo(600);
        byte[] equal = new byte[300];
        one.holdShared(equal, equal.length);
        assertThat(outgoing.held()).isEqualTo(900);
        one.releaseShared(event, event.length);
        assertThat(outgoing.held()).isEqualTo(900);
        two.releaseShared(event, event.length);
        one.releaseShared(equal, equal.length);
        assertThat(outgoing.held()).isZero();
        assertThat(ended).isEmpty();
    }

    @Test
    void nothingIsCountedForAClientThatHasGone() {
        OutgoingBytes.Account gone = account("gone");
        gone.hold(100);
        gone.close();
        gone.hold(100);
        gone.release(100);
        assertThat(outgoing.held()).isZero();
    }

    private OutgoingBytes.Account account(String name) {
        return outgoing.open(() -> ended.add(name));
    }
}
