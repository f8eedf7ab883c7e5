package me.fhir.chitchat.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.InMemoryConversationStore;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedTurnsTest {
    private final InMemoryConversationStore store = new InMemoryConversationStore(Clock.systemUTC());
    private long conversation;
    private ClosedTurns turns = new ClosedTurns(store, 0, "alpha");

    @BeforeEach
    void create() {
        conversation = store.create(new NewConversation(
                        new RawJson("{}"), new Setup(List.of("alpha", "beta"), "alpha", 40, null, null)))
                .join()
                .conversation();
        turns = new ClosedTurns(store, conversation, "alpha");
    }

    /** Closes a turn; the event is not published yet. */
    private Event closes(String agentId) {
        long seq = store.append(new AppendRequest.Send(
                        new AppendRequest.Sender(conversation, agentId, null, null),
                        new Entry.Message(new RawJson("{\"text\":\"x\"}"), Finality.TURN),
                        List.of()))
                .join()
                .at()
                .seq();
        return store.events(new EventQuery(conversation, seq - 1, 1, EventQuery.EventFilter.ALL))
                .get(0);
    }

    @Test
    void countsWhatWasStoredBeforeTheAgentRanHereAndWhatComesBy() {
        closes("alpha");
        Event heard = closes("beta");
        assertThat(turns.upTo(heard.seq())).isEqualTo(1);
        turns.published(closes("alpha"));
        Event next = closes("beta");
        turns.published(next);
        assertThat(turns.upTo(next.seq())).isEqualTo(2);
    }

    @Test
    void turnIsNotCountedTwiceWhenItComesByAfterItWasRead() {
        Event own = closes("alpha");
        Event heard = closes("beta");
        assertThat(turns.upTo(heard.seq())).isEqualTo(1);
        turns.published(own);
        turns.published(heard);
        assertThat(turns.upTo(heard.seq())).isEqualTo(1);
    }

    @Test
    void turnThatDidNotComeByYetIsReadFromTheStore() {
        assertThat(turns.upTo(1)).isZero();
        Event own = closes("alpha");
        Event heard = closes("beta");
        assertThat(turns.upTo(heard.seq())).isEqualTo(1);
        turns.published(own);
        turns.published(heard);
        assertThat(turns.upTo(heard.seq())).isEqualTo(1);
    }

    @Test
    void turnThatCameByBeforeTheFirstLookIsCounted() {
        turns.published(closes("alpha"));
        Event heard = closes("beta");
        turns.published(heard);
        turns.published(closes("alpha"));
        // What came by later is not in this count, and must be in the next.
        assertThat(turns.upTo(heard.seq())).isEqualTo(1);
        Event next = closes("beta");
        turns.published(next);
        assertThat(turns.upTo(next.seq())).isEqualTo(2);
    }
}
