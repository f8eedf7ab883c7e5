package me.fhir.chitchat.orchestrator;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Min;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.conversation.ConversationLimits;
import org.jspecify.annotations.Nullable;

/**
 * The operator's ceilings; the Meta of a conversation can only ask for less.
 *
 * @param maxTurns the turn whose closing ends every conversation. Default 1000
 * @param conversationLife how long a conversation may stay active. Default 24h; 0s for no limit
 * @param conversationBytes how much text, documents included, a conversation may hold. Default 67108864
 * @param serverAgents how many agents run here at a time. Default 200; 0 runs none
 */
public record CeilingsConfiguration(
        @JsonProperty("maxTurns") @Min(1) @Nullable Integer maxTurns,

        @JsonProperty("conversationLife") @MinDuration(value = 0, unit = TimeUnit.SECONDS) @Nullable
        Duration conversationLife,

        @JsonProperty("conversationBytes") @Min(1) @Nullable Long conversationBytes,
        @JsonProperty("serverAgents") @Min(0) @Nullable Integer serverAgents) {
    public static final CeilingsConfiguration DEFAULT = new CeilingsConfiguration(null, null, null, null);

    public ConversationLimits conversation(int defaultTurns) {
        ConversationLimits standard = ConversationLimits.DEFAULT;
        return new ConversationLimits(
                defaultTurns,
                maxTurns == null ? standard.mostTurns() : maxTurns,
                conversationBytes == null ? standard.mostBytes() : conversationBytes);
    }

    public java.time.Duration life() {
        return conversationLife == null ? java.time.Duration.ofHours(24) : conversationLife.toJavaDuration();
    }

    public int maxServerAgents() {
        return serverAgents == null ? 200 : serverAgents;
    }
}
