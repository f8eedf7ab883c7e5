package me.fhir.chitchat.llm;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.llm.SpendingStore.Spent;
import org.jspecify.annotations.Nullable;

/**
 * The daily budget for calls of paid models. Clients' calls have half of the places at a time, so that
 * however many there are, the agents of the server come first. For any thread.
 */
public final class ModelBudget {
    private static final int MAX_WAITING = 64;
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final ModelBudgetConfiguration configuration;
    private final Semaphore clientPlaces;
    private final Clock clock;
    private final SpendingAccount account;
    private LocalDate day = LocalDate.EPOCH;

    /**
     * A budget of which today is spent what the store knows.
     *
     * @param places how many calls run at a time
     */
    public ModelBudget(ModelBudgetConfiguration configuration, int places, SpendingStore store, Clock clock) {
        this.account = new SpendingAccount(store);
        this.configuration = configuration;
        this.clientPlaces = new Semaphore(Math.max(1, places / 2), true);
        this.clock = clock;
    }

    /** A paid model for the server's own agents. */
    public ChatModel forAgents(ChatModel model) {
        return request -> spend(model, request, request.label().conversationId());
    }

    /** A paid model for anonymous clients, whose labels are not trusted. */
    public ChatModel forClients(ChatModel model) {
        return request -> {
            if (clientPlaces.getQueueLength() >= MAX_WAITING
                    || !clientPlaces.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ModelBudgetException(
                        "Too many clients are asking this server's models; try again in a while.",
                        Duration.ofSeconds(5));
            }
            try {
                return spend(model, request, null);
            } finally {
                clientPlaces.release();
            }
        };
    }

    /** The spending since midnight (UTC). */
    public synchronized Spent today() {
        turnDay();
        return account.spent(SpendingStore.ALL);
    }

    private ChatResponse spend(ChatModel model, ChatRequest request, @Nullable String conversation)
            throws ModelException, InterruptedException {
        ChatRequest limited = lowered(request);
        begin(conversation);
        long tokens = characters(limited) / CHARACTERS_PER_TOKEN;
        try {
            ChatResponse response = model.complete(limited);
            ChatResponse.TokenUsage usage = response.usage();
            tokens = usage == null
                    ? tokens + response.content().length() / CHARACTERS_PER_TOKEN
                    : (long) usage.promptTokens() + usage.completionTokens();
            return response;
        } finally {
            // A call that failed has usually cost its prompt.
            add(conversation, new Spent(0, tokens));
        }
    }

    private ChatRequest lowered(ChatRequest request) {
        Integer asked = request.sampling().maxTokens();
        int most = configuration.longestAnswer();
        if (asked == null || asked <= most) {
            return request;
        }
        Sampling sampling = new Sampling(request.sampling().temperature(), most);
        return new ChatRequest(
                request.messages(), request.choice(), sampling, request.tools(), request.label(), request.purpose());
    }

    /** Counts a call before it is made, so that many at once do not pass together. */
    private synchronized void begin(@Nullable String conversation) {
        turnDay();
        Spent all = account.spent(SpendingStore.ALL);
        if (configuration.perDay().reachedBy(all.calls(), all.tokens())) {
            throw new ModelBudgetException(
                    "This server has spent its budget for models for today; it has a new one at midnight UTC.",
                    untilMidnight());
        }
        if (conversation != null && isSpent(account.spent(conversation))) {
            throw new ModelBudgetException(
                    "Conversation " + conversation + " has spent its budget for models for today.", untilMidnight());
        }
        add(conversation, new Spent(1, 0));
    }

    private boolean isSpent(Spent ofConversation) {
        return configuration.perConversation().reachedBy(ofConversation.calls(), ofConversation.tokens());
    }

    private synchronized void add(@Nullable String conversation, Spent spent) {
        account.add(
                conversation == null
                        ? Map.of(SpendingStore.ALL, spent)
                        : Map.of(SpendingStore.ALL, spent, conversation, spent));
    }

    private void turnDay() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            account.begin(today);
            day = today;
        }
    }

    private Duration untilMidnight() {
        return Duration.between(
                clock.instant(), day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static long characters(ChatRequest request) {
        return request.messages().stream()
                .mapToLong(message -> message.content().length())
                .sum();
    }
}
