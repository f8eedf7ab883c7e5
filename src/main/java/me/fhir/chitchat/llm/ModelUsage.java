package me.fhir.chitchat.llm;

import java.time.Duration;
import me.fhir.chitchat.llm.FinishedCall.EndedWithAnswer;
import me.fhir.chitchat.llm.FinishedCall.EndedWithFailure;
import org.jspecify.annotations.Nullable;

/**
 * Sums over calls of models.
 *
 * @param cost in US dollars, as far as providers report it
 * @param took from the first try to the end of each call
 */
public record ModelUsage(Calls calls, long promptTokens, long completionTokens, double cost, Duration took) {
    public static final ModelUsage NOTHING = new ModelUsage(new Calls(0, 0, 0, 0), 0, 0, 0, Duration.ZERO);

    /**
     * How many calls there were.
     *
     * @param failures those that ended without an answer
     * @param rehearsed those that the rehearsal answered, which cost nothing
     * @param priced those of which the provider reported the cost
     */
    public record Calls(long all, long failures, long rehearsed, long priced) {}

    ModelUsage with(FinishedCall call) {
        ChatResponse.TokenUsage tokens = tokens(call.ending());
        Double price = tokens == null ? null : tokens.cost();
        boolean answered = call.ending() instanceof EndedWithAnswer;
        boolean rehearsed = call.route().provider() == Provider.MOCK;
        return new ModelUsage(
                new Calls(
                        calls.all + 1,
                        calls.failures + (answered ? 0 : 1),
                        calls.rehearsed + (rehearsed ? 1 : 0),
                        calls.priced + (price == null ? 0 : 1)),
                promptTokens + (tokens == null ? 0 : tokens.promptTokens()),
                completionTokens + (tokens == null ? 0 : tokens.completionTokens()),
                cost + (price == null ? 0 : price),
                took.plus(call.took()));
    }

    private static ChatResponse.@Nullable TokenUsage tokens(FinishedCall.Ending ending) {
        if (ending instanceof EndedWithAnswer answered) {
            return answered.response().usage();
        }
        return ending instanceof EndedWithFailure failed
                ? failed.cause().failure().spent().usage()
                : null;
    }
}
