package me.fhir.chitchat.llm.http;

import me.fhir.chitchat.llm.Attempt;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ModelException.SpentOnFailure;
import me.fhir.chitchat.llm.ModelOutput;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what a model wrote is an answer: the same for every provider.
 *
 * @param output what it wrote, with its thinking apart
 * @param refusal why it did not answer, when the provider says so, else null
 */
public record AnswerCheck(ModelOutput output, @Nullable ProviderRefusal refusal) {
    /**
     * A refusal.
     *
     * @param code the provider's word for it
     * @param because the sentence about it
     */
    public record ProviderRefusal(String code, String because) {}

    /** The answer, or the failure that there is none. */
    public Attempt attempt(Failures failures, HttpReply reply, SpentOnFailure spent) {
        if (!output.isEmpty()) {
            return new Attempt.Answered(new ChatResponse(
                    output,
                    spent.usage(),
                    failures.provider().wire(),
                    spent.model() == null ? failures.model() : spent.model(),
                    spent.finishReason()));
        }
        if (refusal != null) {
            return failures.refusal(reply, refusal.code(), refusal.because(), spent);
        }
        return failures.empty(reply, output, spent);
    }
}
