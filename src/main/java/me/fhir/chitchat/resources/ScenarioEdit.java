package me.fhir.chitchat.resources;

import java.time.Instant;
import java.util.Optional;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSize;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioRules;
import org.jspecify.annotations.Nullable;

/**
 * The body of a create or an update; missing members are null.
 *
 * @param id the scenario's own id, from its config
 */
record ScenarioEdit(
        @Nullable String id,
        @Nullable String name,
        @Nullable RawJson config,
        @Nullable RawJson history,
        FieldErrors errors) {
    private static final int MAX_NAME_LENGTH = 1000;

    static ScenarioEdit read(Json.Object body) {
        FieldErrors errors = new FieldErrors();
        String name = null;
        if (body.get("name") != null) {
            name = errors.requiredText(PlainJson.of(body.get("name")), "name");
            if (name != null && name.length() > MAX_NAME_LENGTH) {
                errors.add("name", "must have at most " + MAX_NAME_LENGTH + " characters");
            }
        }
        requireSize(body, "config");
        requireSize(body, "history");
        Object config = PlainJson.of(body.get("config"));
        if (body.get("config") != null) {
            ScenarioRules.check(config, "config", errors);
        }
        Json history = body.get("history");
        if (history != null && !(history instanceof Json.Array)) {
            errors.add("history", "must be a list, not " + history.kind());
        }
        return new ScenarioEdit(ScenarioRules.id(config), name, raw(body, "config"), raw(body, "history"), errors);
    }

    /** Before anything of it is read. */
    private static void requireSize(Json.Object body, String name) {
        Json value = body.get(name);
        Optional<String> complaint = value == null ? Optional.empty() : JsonSize.complaint(value);
        if (complaint.isPresent()) {
            FieldErrors errors = new FieldErrors();
            errors.add(name, complaint.get());
            throw new ValidationException(errors.byPath());
        }
    }

    void requireNameAndConfig() {
        if (name == null && !errors.byPath().containsKey("name")) {
            errors.add("name", "is required");
        }
        if (config == null) {
            errors.add("config", "is required");
        }
    }

    void requireId(String pathId) {
        if (id != null && !id.equals(pathId)) {
            errors.add("config.metadata.id", "must stay \"" + pathId + "\"; a scenario cannot move to another id");
        }
    }

    void throwErrors() {
        if (!errors.isEmpty()) {
            throw new ValidationException(errors.byPath());
        }
    }

    /** The stored scenario with what this edit changes. */
    ScenarioItem applyTo(ScenarioItem stored, Instant now) {
        if (name == null && config == null && history == null) {
            return stored;
        }
        return new ScenarioItem(
                stored.id(),
                name == null ? stored.name() : name,
                config == null ? stored.config() : config,
                history == null ? stored.history() : history,
                stored.createdAt(),
                now.isBefore(stored.modifiedAt()) ? stored.modifiedAt() : now);
    }

    private static @Nullable RawJson raw(Json.Object body, String name) {
        String raw = body.raw(name);
        return raw == null ? null : new RawJson(raw);
    }
}
