package me.fhir.chitchat.llm;

/** How much may be spent; 0 for any amount. */
public record BudgetLimit(long calls, long tokens) {
    boolean reachedBy(long spentCalls, long spentTokens) {
        return (calls > 0 && spentCalls >= calls) || (tokens > 0 && spentTokens >= tokens);
    }
}
