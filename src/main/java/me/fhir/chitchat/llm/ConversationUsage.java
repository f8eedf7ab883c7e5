package me.fhir.chitchat.llm;

import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.llm.FinishedCall.EndedWithAnswer;
import me.fhir.chitchat.llm.FinishedCall.EndedWithFailure;
import org.jspecify.annotations.Nullable;

/**
 * What the models of each conversation were asked since the server started, the rehearsal model included; of the conversations
 * that used one most recently. For any thread.
 */
public final class ConversationUsage implements CallLog {
    private static final int MOST_CONVERSATIONS = 10_000;

    private final Map<String, ModelUsage> byConversation = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ModelUsage> eldest) {
            return size() > MOST_CONVERSATIONS;
        }
    };

    /**
     * Sums over calls.
     *
     * @param failures calls that ended without an answer
     * @param cost in US dollars, as far as providers told it
     */
    public record ModelUsage(long calls, long failures, long promptTokens, long completionTokens, double cost) {
        public static final ModelUsage NOTHING = new ModelUsage(0, 0, 0, 0, 0);

        private ModelUsage with(boolean answered, ChatResponse.@Nullable TokenUsage tokens) {
            Double price = tokens == null ? null : tokens.cost();
            return new ModelUsage(
                    calls + 1,
                    failures + (answered ? 0 : 1),
                    promptTokens + (tokens == null ? 0 : tokens.promptTokens()),
                    completionTokens + (tokens == null ? 0 : tokens.completionTokens()),
                    cost + (price == null ? 0 : price));
        }
    }

    @Override
    public void keep(FinishedCall call) {
        String conversation = call.request().label().conversationId();
        if (conversation == null) {
            return;
        }
        boolean answered = call.ending() instanceof EndedWithAnswer;
        ChatResponse.TokenUsage tokens = tokens(call.ending());
        synchronized (byConversation) {
            ModelUsage before = byConversation.getOrDefault(conversation, ModelUsage.NOTHING);
            byConversation.put(conversation, before.with(answered, tokens));
        }
    }

    private static ChatResponse.@Nullable TokenUsage tokens(FinishedCall.Ending ending) {
        if (ending instanceof EndedWithAnswer answered) {
            return answered.response().usage();
        }
        return ending instanceof EndedWithFailure failed
                ? failed.cause().failure().spent().usage()
                : null;
    }

    public ModelUsage of(long conversation) {
        synchronized (byConversation) {
            return byConversation.getOrDefault(String.valueOf(conversation), ModelUsage.NOTHING);
        }
    }
}
