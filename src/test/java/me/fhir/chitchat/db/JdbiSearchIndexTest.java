package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationStoreCase;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.OutcomeKind;
import me.fhir.chitchat.conversation.SearchIndex;
import me.fhir.chitchat.conversation.SummaryCriteria;
import me.fhir.chitchat.conversation.TickingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoredIn.class)
class JdbiSearchIndexTest extends ConversationStoreCase {
    @Parameter
    private StoredIn storedIn = StoredIn.SQLITE;

    @TempDir
    private Path folder;

    private StoreFixture fixture;
    private JdbiSearchIndex index;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(storedIn.at(folder.resolve("data.db")), new TickingClock());
        index = new JdbiSearchIndex(fixture.database);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Override
    protected ConversationStore store() {
        return fixture.conversations;
    }

    private long ended(String text) {
        long id = create();
        store().append(message(id, "alpha", text, Finality.CONVERSATION, null)).join();
        return id;
    }

    private static String text(ConversationSummary summary) {
        return summary.lastClosing() == null
                ? ""
                : summary.lastClosing().entry().payload().text().toLowerCase(Locale.ROOT);
    }

    private void indexAs(OutcomeKind kind) {
        index.indexEnded(0, 1000, summary -> new SearchIndex.IndexedEnding(kind, text(summary)));
    }

    /** Criteria that answer for themselves as the index does. */
    private record Sought(Set<OutcomeKind> outcomes, List<String> words) implements SummaryCriteria {
        @Override
        public boolean matches(ConversationSummary summary) {
            return words.stream().allMatch(text(summary)::contains);
        }
    }

    private List<Long> found(Set<OutcomeKind> outcomes, String... words) {
        return store().summaries(
                        new ConversationQuery(ConversationQuery.Filter.ALL, 20, 0),
                        new Sought(outcomes, List.of(words)),
                        summary -> summary.conversation().id());
    }

    private List<Long> found(String... words) {
        return found(Set.of(), words);
    }

    @Test
    void findsPartsOfWordsWhateverCharactersTheyHave() {
        long wheelchair = ended("The Wheelchair was approved");
        long quoted = ended("said \\\"NEAR(knee)\\\" OR knee* in Zürich");
        long japanese = ended("装具の申請は承認されました");
        indexAs(OutcomeKind.SUCCESS);
        assertThat(found("heelch")).containsExactly(wheelchair);
        assertThat(found("wheelchair", "approved")).containsExactly(wheelchair);
        assertThat(found("wheelchair", "knee")).isEmpty();
        assertThat(found("near(knee)")).containsExactly(quoted);
        assertThat(found("\"near")).containsExactly(quoted);
        assertThat(found("knee*")).containsExactly(quoted);
        assertThat(found("zürich")).containsExactly(quoted);
        assertThat(found("申請は")).containsExactly(japanese);
    }

    @Test
    void findsWordsThatAreShorterThanATrigram() {
        long wheelchair = ended("We were told");
        long japanese = ended("装具の申請");
        indexAs(OutcomeKind.SUCCESS);
        assertThat(found("we")).containsExactly(wheelchair);
        assertThat(found("申請")).containsExactly(japanese);
        assertThat(found("we", "told")).containsExactly(wheelchair);
        assertThat(found("we", "tolt")).isEmpty();
    }

    @Test
    void findsByOutcomeWhatIsIndexedAndAsksAboutTheOthers() {
        long success = ended("one");
        indexAs(OutcomeKind.SUCCESS);
        long failure = ended("two");
        indexAs(OutcomeKind.FAILURE);
        long notIndexed = ended("three");
        create();
        assertThat(found(Set.of(OutcomeKind.SUCCESS))).containsExactly(notIndexed, success);
        assertThat(found(Set.of(OutcomeKind.FAILURE, OutcomeKind.SUCCESS)))
                .containsExactly(notIndexed, failure, success);
        assertThat(found(Set.of(OutcomeKind.FAILURE), "one")).isEmpty();
        assertThat(found(Set.of(), "three")).containsExactly(notIndexed);
    }

    @Test
    void indexesEachOnceAndOnlyThoseThatHaveEnded() {
        create();
        ended("one");
        long two = ended("two");
        ended("three");
        List<String> indexed = new ArrayList<>();
        assertThat(index.indexEnded(0, 2, summary -> entry(indexed, summary))).hasValue(two);
        assertThat(index.indexEnded(two, 2, summary -> entry(indexed, summary))).isEmpty();
        assertThat(indexed).hasSize(3);
        assertThat(index.indexEnded(0, 2, summary -> entry(indexed, summary))).isEmpty();
        assertThat(indexed).hasSize(3);
    }

    @Test
    void damagedEndingsKeepNoOtherFromBeingIndexed() {
        long first = ended("one");
        long second = ended("two");
        long readable = ended("three");
        damageEnding(first);
        damageEnding(second);
        List<String> indexed = new ArrayList<>();
        assertThat(index.indexEnded(0, 2, summary -> entry(indexed, summary))).hasValue(second);
        assertThat(indexed).isEmpty();
        assertThat(index.indexEnded(second, 2, summary -> entry(indexed, summary)))
                .isEmpty();
        assertThat(indexed).hasSize(1);
        assertThat(found(Set.of(OutcomeKind.NEUTRAL), "three")).containsExactly(readable);
    }

    /** Leaves of the last message what is no JSON. */
    private void damageEnding(long conversation) {
        fixture.database
                .writer()
                .run(handle -> handle.createUpdate("""
                                UPDATE conversation_events SET payload = '{"text":"' WHERE conversation_id = :conversation
                                    AND seq = (SELECT closed_seq FROM conversations WHERE id = :conversation)
                                """)
                        .bind("conversation", conversation)
                        .execute())
                .join();
    }

    private static SearchIndex.IndexedEnding entry(List<String> indexed, ConversationSummary summary) {
        indexed.add(text(summary));
        return new SearchIndex.IndexedEnding(OutcomeKind.NEUTRAL, text(summary));
    }

    @Test
    void findsAnEndedOneBehindMoreThanAreLookedAtOneByOne() {
        long oldest = ended("The wheelchair was approved");
        indexAs(OutcomeKind.SUCCESS);
        List<CompletableFuture<?>> newer = new ArrayList<>();
        for (int i = 0; i <= ConversationStore.MAX_EXAMINED; i++) {
            newer.add(store().create(conversation("alpha", "beta")));
        }
        newer.forEach(CompletableFuture::join);
        assertThat(found("wheelchair")).containsExactly(oldest);
        assertThat(found(Set.of(OutcomeKind.SUCCESS))).containsExactly(oldest);
    }
}
