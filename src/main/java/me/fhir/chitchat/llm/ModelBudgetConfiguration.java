package me.fhir.chitchat.llm;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

/** The budget of the server's models. The rehearsal model costs nothing and is not counted. */
public final class ModelBudgetConfiguration {
    /**
     * Who may call {@code POST /llm/complete}: {@code off} no client, {@code same-origin} pages of this server, {@code
     * open} every client. Default open.
     */
    @Pattern(regexp = "off|same-origin|open", message = "must be off, same-origin or open")
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private String complete = "open";

    /** Calls of the whole server between two midnights (UTC), 0 for no limit. Default 10000. */
    @Min(0)
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private long callsPerDay = 10_000;

    /** Their tokens, prompt and answer, 0 for no limit. Default 20000000. */
    @Min(0)
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private long tokensPerDay = 20_000_000;

    /** Calls that a day's agents of one conversation make, 0 for no limit. Default 1000. */
    @Min(0)
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private long callsPerConversation = 1_000;

    /** Their tokens, 0 for no limit. Default 2000000. */
    @Min(0)
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private long tokensPerConversation = 2_000_000;

    /** The longest answer that a request may ask for, in tokens, 1 or more; more is lowered to it. Default 32768. */
    @Min(1)
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private int maxTokens = 32_768;

    /** The longest prompt that {@code POST /llm/complete} takes, in characters, 1 or more. Default 400000. */
    @Min(1)
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private int promptCharacters = 400_000;

    /** Who may call {@code POST /llm/complete}. */
    public String access() {
        return complete;
    }

    public BudgetLimit perDay() {
        return new BudgetLimit(callsPerDay, tokensPerDay);
    }

    public BudgetLimit perConversation() {
        return new BudgetLimit(callsPerConversation, tokensPerConversation);
    }

    public int longestAnswer() {
        return maxTokens;
    }

    public int longestPrompt() {
        return promptCharacters;
    }
}
