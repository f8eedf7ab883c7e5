package me.fhir.chitchat.bridge;

import java.util.List;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The holder of a seat: its address leads to one conversation only.
 *
 * @param head the conversation when the request came
 * @param meta its Meta, as far as the holder may see it
 */
public record SeatParticipant(String externalAgent, Head head, Json.Object meta) implements Participant {
    /** The same for every code of the seat, so that a new code changes no handle. */
    @Override
    public String hash() {
        return "seat:" + head.conversation() + ":" + externalAgent;
    }

    @Override
    public List<String> otherAgents() {
        return head.setup().agentIds().stream()
                .filter(id -> !id.equals(externalAgent))
                .toList();
    }

    @Override
    public @Nullable String scenarioId() {
        return head.setup().scenarioId();
    }

    @Override
    public @Nullable String title() {
        return meta.text("title");
    }

    @Override
    public @Nullable String description() {
        return meta.text("description");
    }

    @Override
    public boolean usesWorld() {
        return true;
    }
}
