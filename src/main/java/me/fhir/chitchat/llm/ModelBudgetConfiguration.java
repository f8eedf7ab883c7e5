package me.fhir.chitchat.llm;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the server's models may cost. The rehearsal model costs nothing and is not counted.
 *
 * @param complete who may call {@code POST /llm/complete}: {@code off} nobody, {@code same-origin} pages of this server,
 *     {@code open} everybody. Default open
 * @param callsPerDay calls of the whole server between two midnights (UTC), 0 for no limit. Default 10000
 * @param tokensPerDay their tokens, prompt and answer, 0 for no limit. Default 20000000
 * @param callsPerConversation calls that a day's agents of one conversation make, 0 for no limit. Default 1000
 * @param tokensPerConversation their tokens, 0 for no limit. Default 2000000
 * @param maxTokens the longest answer that a request may ask for, in tokens; more is lowered to it. Default 32768
 * @param promptCharacters the longest prompt that {@code POST /llm/complete} takes. Default 400000
 */
public record ModelBudgetConfiguration(
        @JsonProperty("complete")
        @Pattern(regexp = "off|same-origin|open", message = "must be off, same-origin or open")
        @Nullable
        String complete,

        @JsonProperty("callsPerDay") @Min(0) @Nullable Long callsPerDay,
        @JsonProperty("tokensPerDay") @Min(0) @Nullable Long tokensPerDay,

        @JsonProperty("callsPerConversation") @Min(0) @Nullable
        Long callsPerConversation,

        @JsonProperty("tokensPerConversation") @Min(0) @Nullable
        Long tokensPerConversation,

        @JsonProperty("maxTokens") @Min(1) @Nullable Integer maxTokens,
        @JsonProperty("promptCharacters") @Min(1) @Nullable Integer promptCharacters) {
    public static final ModelBudgetConfiguration DEFAULT =
            new ModelBudgetConfiguration(null, null, null, null, null, null, null);

    /** Who may call {@code POST /llm/complete}. */
    public String access() {
        return complete == null ? "open" : complete;
    }

    public BudgetLimit perDay() {
        return new BudgetLimit(or(callsPerDay, 10_000), or(tokensPerDay, 20_000_000));
    }

    BudgetLimit perConversation() {
        return new BudgetLimit(or(callsPerConversation, 1_000), or(tokensPerConversation, 2_000_000));
    }

    int longestAnswer() {
        return maxTokens == null ? 32_768 : maxTokens;
    }

    public int longestPrompt() {
        return promptCharacters == null ? 400_000 : promptCharacters;
    }

    private static long or(@Nullable Long value, long standard) {
        return value == null ? standard : value;
    }
}
