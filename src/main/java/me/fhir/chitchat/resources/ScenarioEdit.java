package me.fhir.chitchat.resources;

import java.time.Instant;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSize;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioRules;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a create or an update asks for; what it leaves out is null.
 *
 * @param id the scenario's own id, from its config
 */
record ScenarioEdit(
        @Nullable String id,
        @Nullable String name,
        @Nullable RawJson config,
        @Nullable RawJson history,
        FieldErrors errors) {
    private static final int LONGEST_NAME = 1000;

    static ScenarioEdit read(JsonObject body) {
        FieldErrors errors = new FieldErrors();
        String name = null;
        if (body.kind("name") != JsonKind.ABSENT) {
            name = errors.requiredText(value(body, "name"), "name");
            if (name != null && name.length() > LONGEST_NAME) {
                errors.add("name", "must have at most " + LONGEST_NAME + " characters");
            }
        }
        requireSize(body, "config");
        requireSize(body, "history");
        Object config = value(body, "config");
        if (body.kind("config") != JsonKind.ABSENT) {
            ScenarioRules.check(config, "config", errors);
        }
        if (body.kind("history") != JsonKind.ABSENT && body.kind("history") != JsonKind.ARRAY) {
            errors.add("history", "must be a list, not " + body.kind("history").words());
        }
        return new ScenarioEdit(
                ScenarioRules.id(config),
                name == null ? null : wellFormed(name),
                raw(body, "config"),
                raw(body, "history"),
                errors);
    }

    /** Before anything of it is read. */
    private static void requireSize(JsonObject body, String name) {
        String raw = body.raw(name);
        if (raw == null) {
            return;
        }
        JsonSize.complaint(StoredJson.parse(raw)).ifPresent(complaint -> {
            FieldErrors errors = new FieldErrors();
            errors.add(name, complaint);
            throw new ValidationException(errors.byPath());
        });
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

    private static @Nullable RawJson raw(JsonObject body, String name) {
        String raw = body.raw(name);
        return raw == null ? null : new RawJson(raw);
    }

    private static @Nullable Object value(JsonObject body, String name) {
        String raw = body.raw(name);
        if (raw == null) {
            return null;
        }
        try {
            return JsonText.toValue(raw);
        } catch (JsonSyntaxException e) {
            throw new ApiException(400, name + " is not usable JSON: " + e.sentence() + ".");
        }
    }

    /** A half of a surrogate pair has no UTF-8; it is replaced before it is stored. */
    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
