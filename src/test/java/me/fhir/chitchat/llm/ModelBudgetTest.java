package me.fhir.chitchat.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.jackson.Jackson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.TickingClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelBudgetTest {
    private final TickingClock clock = new TickingClock();
    private final InMemorySpendingStore store = new InMemorySpendingStore();
    private final List<ChatRequest> asked = new ArrayList<>();

    private ChatModel model(@Nullable Integer tokens) {
        return request -> {
            asked.add(request);
            var usage = tokens == null ? null : new ChatResponse.TokenUsage(tokens, 0, null);
            return new ChatResponse("1234", List.of(), usage, "p", "m", null);
        };
    }

    private ModelBudget budget(long calls, long tokens, long callsOfOne) {
        var limits = Map.of(
                "callsPerDay", calls,
                "tokensPerDay", tokens,
                "callsPerConversation", callsOfOne,
                "tokensPerConversation", 0,
                "maxTokens", 100);
        var configuration = Jackson.newObjectMapper().convertValue(limits, ModelBudgetConfiguration.class);
        return new ModelBudget(configuration, 8, store, clock);
    }

    private static ChatRequest request(@Nullable String conversation) {
        var label = new CallLabel(conversation, null, null, null, null, null);
        return new ChatRequest(
                List.of(ChatMessage.user("12345678")),
                ModelChoice.DEFAULT,
                new Sampling(null, Integer.MAX_VALUE),
                List.of(),
                label,
                Purpose.CHAT);
    }

    @Test
    void theServersCallsEndWithTheDaysBudgetAndGoOnTheNextDay() throws Exception {
        ModelBudget budget = budget(2, 0, 0);
        budget.forClients(model(null)).complete(request(null));
        budget.forAgents(model(null)).complete(request("1"));
        assertThatThrownBy(() -> budget.forClients(model(null)).complete(request(null)))
                .isInstanceOfSatisfying(
                        ModelBudgetException.class,
                        e -> assertThat(e.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofDays(1)));
        assertThat(asked).hasSize(2);
        clock.advance(Duration.ofDays(1).toMillis());
        budget.forClients(model(null)).complete(request(null));
        assertThat(budget.today().calls()).isEqualTo(1);
    }

    @Test
    void aRestartGoesOnWithTheDaysBudget() throws Exception {
        budget(2, 0, 1).forAgents(model(10)).complete(request("1"));
        ModelBudget restarted = budget(2, 0, 1);
        assertThat(restarted.today()).isEqualTo(new SpendingStore.Spent(1, 10));
        assertThatThrownBy(() -> restarted.forAgents(model(10)).complete(request("1")))
                .isInstanceOf(ModelBudgetException.class)
                .hasMessageContaining("Conversation 1");
        restarted.forAgents(model(10)).complete(request("2"));
        ModelBudget again = budget(2, 0, 1);
        assertThatThrownBy(() -> again.forClients(model(10)).complete(request(null)))
                .isInstanceOf(ModelBudgetException.class);
        clock.advance(Duration.ofDays(1).toMillis());
        assertThat(budget(2, 0, 1).today()).isEqualTo(SpendingStore.Spent.NOTHING);
    }

    @Test
    void severalServersSpendOneBudget() throws Exception {
        ModelBudget one = budget(3, 0, 0);
        ModelBudget other = budget(3, 0, 0);
        one.forClients(model(10)).complete(request(null));
        other.forClients(model(10)).complete(request(null));
        assertThat(other.today()).isEqualTo(new SpendingStore.Spent(2, 20));
        one.forAgents(model(10)).complete(request("1"));
        assertThat(one.today()).isEqualTo(new SpendingStore.Spent(3, 30));
        assertThatThrownBy(() -> one.forClients(model(10)).complete(request(null)))
                .isInstanceOf(ModelBudgetException.class);
    }

    @Test
    void whatCouldNotBeStoredCountsAndIsStoredWithTheNextCall() throws Exception {
        ModelBudget budget = budget(0, 0, 0);
        store.away(true);
        budget.forClients(model(10)).complete(request(null));
        assertThat(budget.today()).isEqualTo(new SpendingStore.Spent(1, 10));
        store.away(false);
        budget.forClients(model(10)).complete(request(null));
        assertThat(budget.today()).isEqualTo(new SpendingStore.Spent(2, 20));
        assertThat(budget(0, 0, 0).today()).isEqualTo(new SpendingStore.Spent(2, 20));
    }

    @Test
    void tokensCountAsTheProviderReportsThemElseByLength() throws Exception {
        ModelBudget budget = budget(0, 100, 0);
        budget.forAgents(model(97)).complete(request("1"));
        budget.forAgents(model(null)).complete(request("2"));
        assertThat(budget.today()).isEqualTo(new SpendingStore.Spent(2, 100));
        assertThatThrownBy(() -> budget.forAgents(model(1)).complete(request("3")))
                .isInstanceOf(ModelBudgetException.class);
    }

    @Test
    void oneConversationCannotSpendWhatTheOthersNeed() throws Exception {
        ModelBudget budget = budget(0, 0, 1);
        budget.forAgents(model(1)).complete(request("1"));
        assertThatThrownBy(() -> budget.forAgents(model(1)).complete(request("1")))
                .isInstanceOf(ModelBudgetException.class)
                .hasMessageContaining("Conversation 1");
        budget.forAgents(model(1)).complete(request("2"));
        budget.forClients(model(1)).complete(request("1"));
    }

    @Test
    void anAnswerIsNeverLongerThanTheCeiling() throws Exception {
        budget(0, 0, 0).forAgents(model(1)).complete(request("1"));
        assertThat(asked.get(0).sampling().maxTokens()).isEqualTo(100);
    }
}
