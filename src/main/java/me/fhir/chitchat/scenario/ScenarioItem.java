package me.fhir.chitchat.scenario;

import java.time.Instant;
import me.fhir.chitchat.conversation.RawJson;

/**
 * A stored scenario.
 *
 * @param config the scenario itself, as its author wrote it
 * @param history the author's chat about it, a JSON list
 */
public record ScenarioItem(
        String id, String name, RawJson config, RawJson history, Instant createdAt, Instant modifiedAt) {}
