package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationRun;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.OutcomeKind;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.SummaryCriteria;
import me.fhir.chitchat.conversation.TickingClock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages whose bytes the disk has changed within a text, which SQLite returns without complaint. */
class DamagedContentTest {
    private static final ConversationQuery ALL = new ConversationQuery(ConversationQuery.Filter.ALL, 10, 0);

    /** More than two pages, so that one of them has nothing but text. */
    private static final int LONG = 20_000;

    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(folder.resolve("data.db"), new TickingClock());
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private long create(String description) {
        String meta = "{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"description\":\"" + description + "\"}";
        return fixture.conversations
                .create(new NewConversation(new RawJson(meta), new Setup(List.of("a", "b"), null, 40, null, null)))
                .join()
                .conversation();
    }

    private void say(long conversation, String text, Finality finality) {
        fixture.conversations
                .append(new AppendRequest.Send(
                        new AppendRequest.Sender(conversation, "a", null, null),
                        new Entry.Message(new RawJson("{\"text\":\"" + text + "\"}"), finality),
                        List.of()))
                .join();
    }

    /** Closes the file, so that all of it is in its pages, overwrites the middle of a text, and opens it again. */
    private void damage(String text, String garbage) throws Exception {
        close();
        Path file = folder.resolve("data.db");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        int at = bytes.indexOf(text.substring(0, 1_000));
        assertThat(at).isNotNegative();
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(at + 100);
            content.write(garbage.getBytes(StandardCharsets.ISO_8859_1));
        }
        open();
    }

    private static void assertDamaged(long conversation, ThrowingCallable read) {
        Throwable thrown = catchThrowable(read);
        Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        assertThat(failure).isInstanceOfSatisfying(ConversationException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_DAMAGED);
            assertThat(e.sentence()).contains("conversation " + conversation + " is damaged", "restore a backup");
        });
    }

    @Test
    void aDamagedFirstEventIsRefusedByNameAndTheOthersAreListed() throws Exception {
        create("first");
        String text = "y".repeat(LONG);
        long damaged = create(text);
        create("third");
        damage(text, "\0".repeat(500));

        assertDamaged(damaged, () -> fixture.conversations.head(damaged));
        assertDamaged(damaged, () -> fixture.conversations.conversation(damaged));
        assertDamaged(damaged, () -> fixture.conversations.events(EventQuery.all(damaged, 0, 10)));
        assertDamaged(damaged, () -> say(damaged, "hello", Finality.NONE));

        assertThat(fixture.conversations.conversations(ALL))
                .extracting(Conversation::id)
                .containsExactly(3L, 1L);
        assertThat(fixture.conversations.summaries(ALL, SummaryCriteria.ANY, summary -> summary.conversation()
                        .id()))
                .containsExactly(3L, 1L);
        assertThat(fixture.conversations.activeHeads(0, 2))
                .extracting(Head::conversation)
                .containsExactly(1L, 3L);
        say(1, "goes on", Finality.TURN);
        assertThat(fixture.conversations.events(EventQuery.all(1, 0, 10))).hasSize(2);
    }

    @Test
    void aDamagedMessageIsNeverPassedOn() throws Exception {
        long damaged = create("first");
        String text = "z".repeat(LONG);
        say(damaged, text, Finality.TURN);
        long other = create("second");
        // What is left can be read as a text, only not as JSON.
        damage(text, "\"".repeat(3));

        assertDamaged(damaged, () -> fixture.conversations.events(EventQuery.all(damaged, 0, 10)));
        assertThat(fixture.conversations.summaries(ALL, SummaryCriteria.ANY, summary -> summary.conversation()
                        .id()))
                .containsExactly(other);
        assertThat(fixture.conversations.conversations(ALL))
                .extracting(Conversation::id)
                .containsExactly(other, damaged);
        assertThat(fixture.conversations.head(damaged)).isPresent();
    }

    @Test
    void anEndingThatCannotBeReadCountsAsAnEndingWithoutOutcome() throws Exception {
        long damaged = create("first");
        String text = "w".repeat(LONG);
        say(damaged, text, Finality.CONVERSATION);
        damage(text, "\"".repeat(3));
        assertThat(fixture.conversations.runs(ALL))
                .extracting(ConversationRun::outcome)
                .containsExactly(OutcomeKind.NEUTRAL);
    }
}
