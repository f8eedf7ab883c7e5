package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.fhir.chitchat.agent.AgentLeases;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.seat.SeatKind;
import me.fhir.chitchat.seat.SeatStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seats whose holders come to either of two servers. */
class SharedSeatsTest {
    private SharedServers servers;
    private StoreFixture one;
    private StoreFixture other;
    private SeatStore here;
    private SeatStore there;
    private Seat.SeatPlace place = Seat.SeatPlace.of(0, "a");

    @BeforeEach
    void open() throws Exception {
        servers = new SharedServers();
        one = servers.one;
        other = servers.other;
        here = new JdbiSeatStore(one.database);
        there = new JdbiSeatStore(other.database);
        long conversation = one.conversations
                .create(new NewConversation(
                        new RawJson("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"),
                        new Setup(List.of("a", "b"), null, 40, null, null, Seating.PRIVATE)))
                .join()
                .conversation();
        place = Seat.SeatPlace.of(conversation, "a");
        Seat seat = new Seat(place, SeatKind.OPEN, false, null, new Seat.SeatUsage("ws", null, 0, false), 1);
        here.add(List.of(new SeatStore.Coded(seat, "hash")));
    }

    @AfterEach
    void close() throws Exception {
        servers.close();
    }

    @Test
    void theServerThatItsHolderCameToLastWatchesOverASeatAsLongAsItLives() {
        AgentLeases life = new JdbiAgentLeases(one.database);
        life.renew();
        assertThat(there.isElsewhere(place)).isFalse();
        here.find("hash");
        Awaitility.await().until(() -> there.isElsewhere(place));
        assertThat(here.isElsewhere(place)).isFalse();
        assertThat(here.connected()).containsExactly(place);
        assertThat(there.connected()).isEmpty();
        life.leave();
        assertThat(there.isElsewhere(place)).isFalse();
        assertThat(there.connected()).containsExactly(place);
    }

    @Test
    void aCodeThatIsReplacedOnOneServerIsToldToTheOther() {
        List<String> revoked = new CopyOnWriteArrayList<>();
        there.onRevoked(revoked::add);
        here.change(place, SeatKind.OPEN, "another");
        Awaitility.await().untilAsserted(() -> assertThat(revoked).containsExactly("hash"));
        assertThat(there.find("hash")).isEmpty();
    }
}
