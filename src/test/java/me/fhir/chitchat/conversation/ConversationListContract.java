package me.fhir.chitchat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How every store of conversations lists and sums them up. */
public abstract class ConversationListContract extends ConversationStoreCase {
    @Test
    void conversationsAreListedLastUpdatedFirst() {
        long first = create();
        long second = create();
        store().append(message(first, "alpha", "x", Finality.CONVERSATION, null))
                .join();
        assertThat(listed(null)).startsWith(first, second);
        assertThat(listed(true)).startsWith(first).doesNotContain(second);
        assertThat(listed(false)).startsWith(second).doesNotContain(first);
        assertThat(store().conversations(new ConversationQuery(ConversationQuery.Filter.ALL, 1, 1)))
                .singleElement()
                .extracting(Conversation::id)
                .isEqualTo(second);
    }

    @Test
    void aConversationThatWasListedBeforeIsListedAsItIsNow() {
        long id = create();
        Conversation before = only(id);
        store().append(message(id, "alpha", "one", Finality.TURN, null)).join();
        Conversation open = only(id);
        assertThat(open.updatedAt()).isAfter(before.updatedAt());
        store().append(message(id, "beta", "bye", Finality.CONVERSATION, null)).join();
        Conversation ended = only(id);
        assertThat(ended.completed()).isTrue();
        assertThat(ended).isEqualTo(store().conversation(id).orElseThrow());
        assertThat(ended.withState(false, before.updatedAt())).isEqualTo(before);
    }

    private Conversation only(long id) {
        return store().conversations(new ConversationQuery(ConversationQuery.Filter.ALL, 50, 0)).stream()
                .filter(conversation -> conversation.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private List<Long> listed(@Nullable Boolean completed) {
        return store()
                .conversations(new ConversationQuery(ConversationQuery.Filter.completed(completed), 50, 0))
                .stream()
                .map(Conversation::id)
                .toList();
    }

    @Test
    void aSummaryHasTurnsEventsSpeakerAndLastMessage() {
        long id = create();
        assertThat(summary(id))
                .isEqualTo(new ConversationSummary(store().conversation(id).orElseThrow(), 0, 1, null, null));
        store().append(message(id, "alpha", "one", Finality.TURN, null)).join();
        store().append(message(id, "beta", "two", Finality.NONE, null)).join();
        assertThat(summary(id)).satisfies(open -> {
            assertThat(open.turns()).isEqualTo(2);
            assertThat(open.events()).isEqualTo(3);
            assertThat(open.speaking()).isEqualTo("beta");
            assertThat(open.lastClosing()).isEqualTo(all(id).get(1));
        });
        store().append(message(id, "beta", "bye", Finality.CONVERSATION, null)).join();
        assertThat(summary(id)).satisfies(ended -> {
            assertThat(ended.conversation().completed()).isTrue();
            assertThat(ended.speaking()).isNull();
            assertThat(ended.lastClosing()).isEqualTo(all(id).get(3));
        });
    }

    private ConversationSummary summary(long id) {
        return store().summaries(
                        new ConversationQuery(ConversationQuery.Filter.ALL, 10, 0),
                        matching(each -> each.conversation().id() == id),
                        each -> each)
                .get(0);
    }

    @Test
    void countsTheRunsOfTheScenariosThatAreAskedFor() {
        store().create(about("often")).join();
        store().create(about("often")).join();
        store().create(about("once")).join();
        store().create(about("not asked for")).join();
        assertThat(store().runCounts(ConversationQuery.Scope.NONE_WITH_SEATS, List.of("often", "once", "never")))
                .containsOnly(Map.entry("often", 2), Map.entry("once", 1));
        assertThat(store().runCounts(ConversationQuery.Scope.ALL, List.of())).isEmpty();
    }

    @Test
    void runsAreWhatStatisticsNeedOfTheListedConversations() {
        long ended = store().create(about("s")).join().conversation();
        long open = store().create(about("s")).join().conversation();
        long other = store().create(about("other")).join().conversation();
        store().append(message(open, "alpha", "one", Finality.TURN, null)).join();
        store().append(message(ended, "alpha", "one", Finality.TURN, null)).join();
        store().append(new AppendRequest.Close(
                        ended,
                        "system",
                        new Entry.Message(MessagePayload.closing("No.", "denied", null), Finality.CONVERSATION),
                        null,
                        null))
                .join();
        ConversationQuery query = new ConversationQuery(
                new ConversationQuery.Filter(null, "s", null, null, ConversationQuery.Scope.NONE_WITH_SEATS), 10, 0);
        assertThat(store().runs(query))
                .satisfiesExactly(
                        run -> {
                            assertThat(run.outcome()).isEqualTo(OutcomeKind.FAILURE);
                            assertThat(run.turns())
                                    .isEqualTo(store().head(ended)
                                            .orElseThrow()
                                            .turn()
                                            .number());
                            assertThat(run.took()).isEqualTo(lasted(ended));
                        },
                        run -> {
                            assertThat(run.outcome()).isNull();
                            assertThat(run.turns()).isEqualTo(1);
                            assertThat(run.took()).isEqualTo(lasted(open));
                        });
        assertThat(store().runs(new ConversationQuery(query.filter(), 1, 1)))
                .singleElement()
                .extracting(ConversationRun::outcome)
                .isNull();
        assertThat(store().head(other)).isPresent();
    }

    private static NewConversation about(String scenario) {
        return new NewConversation(
                new RawJson("{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]}"),
                new Setup(List.of("alpha", "beta"), null, 40, null, scenario));
    }

    private Duration lasted(long id) {
        Conversation listed = store().conversation(id).orElseThrow();
        return Duration.between(listed.createdAt(), listed.updatedAt());
    }

    /** Criteria that no index can answer. */
    private static SummaryCriteria matching(Predicate<ConversationSummary> predicate) {
        return predicate::test;
    }

    @Test
    void summariesArePagedOverThoseWanted() {
        long first = create();
        long second = create();
        long unwanted = create();
        long third = create();
        ConversationQuery twoAfterOne = new ConversationQuery(ConversationQuery.Filter.completed(false), 2, 1);
        assertThat(store().summaries(
                                twoAfterOne,
                                matching(each -> each.conversation().id() != unwanted),
                                each -> each.conversation().id()))
                .containsExactly(second, first);
        assertThat(store().summaries(
                                new ConversationQuery(ConversationQuery.Filter.completed(true), 50, 0),
                                SummaryCriteria.ANY,
                                each -> each.conversation().id()))
                .doesNotContain(first, second, third);
    }

    private long begin(Origin origin) {
        NewConversation plain = conversation("alpha", "beta");
        NewConversation conversation = new NewConversation(plain.metadata(), plain.setup(), origin);
        return store().create(conversation).join().conversation();
    }

    private List<Long> begun(OriginQuery query) {
        return store().headsOf(query).stream().map(Head::conversation).toList();
    }

    @Test
    void conversationsOfAnOriginAreListedByTheirStatus() {
        Origin here = new Origin("a2a", "here-" + UUID.randomUUID(), "c1");
        Origin all = new Origin("a2a", here.hash(), null);
        long first = begin(here);
        long second = begin(new Origin("a2a", here.hash(), "c2"));
        long third = begin(here);
        begin(new Origin("mcp", here.hash(), null));
        begin(new Origin("a2a", "elsewhere", "c1"));
        assertThat(store().conversation(first).orElseThrow().origin()).isEqualTo(here);
        assertThat(store().conversation(create()).orElseThrow().origin()).isNull();
        assertThat(begun(new OriginQuery(all, null, null, 10))).containsExactly(third, second, first);
        store().append(message(first, "alpha", "x", Finality.CONVERSATION, null))
                .join();
        List<Head> page = store().headsOf(new OriginQuery(all, null, null, 2));
        assertThat(page).extracting(Head::conversation).containsExactly(first, third);
        OriginQuery.ListPosition place = OriginQuery.ListPosition.of(page.get(1));
        assertThat(begun(new OriginQuery(all, null, place, 2))).containsExactly(second);
        assertThat(begun(new OriginQuery(here, null, null, 10))).containsExactly(first, third);
        assertThat(begun(new OriginQuery(
                        all, OriginQuery.ListPosition.of(page.get(0)).since(), null, 10)))
                .containsExactly(first);
        assertThat(store().countOf(new OriginQuery(all, null, null, 0))).isEqualTo(3);
        assertThat(store().newestActive(here).map(Head::conversation)).contains(third);
        assertThat(store().newestActive(new Origin("a2a", here.hash(), "none"))).isEmpty();
        assertThat(store().conversations(new ConversationQuery(
                        new ConversationQuery.Filter(null, null, null, here.hash(), ConversationQuery.Scope.ALL),
                        10,
                        0)))
                .hasSize(4);
    }

    @Test
    void activeHeadsComeInPagesById() {
        long first = create();
        long second = create();
        long ended = create();
        store().append(message(ended, "alpha", "x", Finality.CONVERSATION, null))
                .join();
        assertThat(store().activeHeads(first - 1, 1))
                .extracting(Head::conversation)
                .containsExactly(first);
        assertThat(store().activeHeads(first, 10))
                .extracting(Head::conversation)
                .contains(second)
                .doesNotContain(ended);
    }

    @Test
    void knowsWhichConversationsHaveSeats() {
        NewConversation plain = conversation("a", "b");
        for (Seating seating : Seating.values()) {
            long id = store().create(
                            new NewConversation(plain.metadata(), plain.setup().withSeating(seating)))
                    .join()
                    .conversation();
            assertThat(store().seating(id)).contains(seating);
            assertThat(store().head(id).orElseThrow().setup().seating()).isEqualTo(seating);
            assertThat(store().conversation(id).orElseThrow().seating()).isEqualTo(seating);
        }
        assertThat(store().seating(99)).isEmpty();
        assertThat(seatingsWithin(ConversationQuery.Scope.ALL)).containsExactlyInAnyOrder(Seating.values());
        assertThat(seatingsWithin(ConversationQuery.Scope.LISTED))
                .containsExactlyInAnyOrder(Seating.NONE, Seating.LISTED);
        assertThat(seatingsWithin(ConversationQuery.Scope.NONE_WITH_SEATS)).containsExactly(Seating.NONE);
    }

    private List<Seating> seatingsWithin(ConversationQuery.Scope scope) {
        ConversationQuery query = new ConversationQuery(ConversationQuery.Filter.ALL, 10, 0).within(scope);
        List<Seating> listed =
                store().conversations(query).stream().map(Conversation::seating).toList();
        assertThat(store().summaries(query, SummaryCriteria.ANY, summary -> summary.conversation()
                        .seating()))
                .isEqualTo(listed);
        return listed;
    }
}
