package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.seat.SeatKind;
import me.fhir.chitchat.seat.SeatRole;
import me.fhir.chitchat.seat.SeatStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(StoredIn.class)
class JdbiSeatStoreTest {
    private static final Instant EXPIRY = Instant.parse("2026-11-24T10:00:00.123Z");

    @Parameter
    private StoredIn storedIn = StoredIn.SQLITE;

    @TempDir
    private Path folder;

    private StoreFixture fixture;
    private SeatStore seats;
    private long conversation;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(storedIn.at(folder.resolve("data.db")), new TickingClock());
        seats = new JdbiSeatStore(fixture.database);
        conversation = fixture.conversations
                .create(new NewConversation(
                        new RawJson("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"),
                        new Setup(List.of("a", "b"), null, 40, null, null, Seating.PRIVATE)))
                .join()
                .conversation();
        seats.add(List.of(
                new SeatStore.Coded(host(), "hash-of-host"),
                new SeatStore.Coded(seat("a", SeatKind.OPEN), "hash-of-a"),
                new SeatStore.Coded(seat("b", SeatKind.SERVER), null)));
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private Seat host() {
        return new Seat(
                new Seat.SeatPlace(conversation, SeatRole.HOST, ""), SeatKind.OPEN, true, null, Seat.SeatUsage.NONE, 1);
    }

    private Seat seat(String agentId, SeatKind kind) {
        return new Seat(Seat.SeatPlace.of(conversation, agentId), kind, false, EXPIRY, Seat.SeatUsage.NONE, 1);
    }

    @Test
    void findsASeatByTheHashOfItsCode() {
        assertThat(seats.find("hash-of-a")).contains(new SeatStore.StoredSeat(seat("a", SeatKind.OPEN), null));
        assertThat(seats.find("hash-of-host")).contains(new SeatStore.StoredSeat(host(), null));
        assertThat(seats.seats(conversation)).containsExactly(seat("a", SeatKind.OPEN), seat("b", SeatKind.SERVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hash-of-b", "HASH-OF-A", "hash-of-a'", "%"})
    void findsNothingByAnotherHash(String hash) {
        assertThat(seats.find(hash)).isEmpty();
    }

    @Test
    void aNewCodeTakesThePlaceOfTheFormerOne() {
        seats.use(Seat.SeatPlace.of(conversation, "a"), 1, new Seat.SeatUsage("ws", "client/1", 1, false));
        SeatStore.Changed changed = seats.change(Seat.SeatPlace.of(conversation, "a"), SeatKind.OPEN, "another-hash")
                .orElseThrow();
        assertThat(changed.formerHash()).isEqualTo("hash-of-a");
        assertThat(changed.seat().revision()).isEqualTo(2);
        assertThat(changed.seat().usage()).isEqualTo(Seat.SeatUsage.NONE);
        assertThat(seats.find("hash-of-a")).isEmpty();
        assertThat(seats.find("another-hash")).contains(new SeatStore.StoredSeat(changed.seat(), null));
        assertThat(seats.change(Seat.SeatPlace.of(conversation, "nobody"), SeatKind.OPEN, "x"))
                .isEmpty();
    }

    @Test
    void remembersWhoUsesASeatUnlessItHasAnotherCode() {
        Seat.SeatUsage usage = new Seat.SeatUsage("ws", "client/1", 1, false);
        seats.use(Seat.SeatPlace.of(conversation, "a"), 1, usage);
        assertThat(seats.find("hash-of-a").orElseThrow().seat().usage()).isEqualTo(usage);
        seats.use(Seat.SeatPlace.of(conversation, "a"), 7, new Seat.SeatUsage("http", "late", 2, false));
        assertThat(seats.find("hash-of-a").orElseThrow().seat().usage()).isEqualTo(usage);
    }
}
