package me.fhir.chitchat.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFaults;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonSize;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.scenario.ScenarioImport;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioRules;
import org.jspecify.annotations.Nullable;

/**
 * All scenarios as one JSON file: {@code {"format":"chitchat-scenarios","version":1,"scenarios":[…]}}, each with id,
 * name, config, history, {@code createdAt} and {@code modifiedAt} as in REST.
 */
public final class ScenarioArchive {
    public static final String FORMAT = "chitchat-scenarios";
    public static final String START = new JsonWriter()
                    .beginObject()
                    .text("format", FORMAT)
                    .number("version", 1)
                    .name("scenarios")
                    .beginList()
                    .take()
            + "\n";
    public static final String SEPARATOR = ",\n";
    public static final String END = "\n]}\n";

    private static final int MAX_NAME_LENGTH = 1000;

    private final FieldErrors errors;
    private final Instant now;
    private final Set<String> ids = new HashSet<>();

    private ScenarioArchive(FieldErrors errors, Instant now) {
        this.errors = errors;
        this.now = now;
    }

    public static String of(List<ScenarioItem> items) {
        return START
                + String.join(SEPARATOR, items.stream().map(ScenarioJson::item).toList())
                + END;
    }

    /**
     * Reads an archive, or the list that {@code GET /api/scenarios} answers.
     *
     * @param now the time of a scenario without one
     * @param errors what is wrong with it, by path; the result is of use only when there is nothing
     */
    public static List<ScenarioItem> read(Json archive, Instant now, FieldErrors errors) {
        return new ScenarioArchive(errors, now).items(elements(archive, errors));
    }

    /**
     * Reads an archive and leaves out the scenarios that no server would store, such as one of an earlier version.
     *
     * @param errors what is wrong with the archive as a whole
     * @param leftOut receives what is wrong with each that was left out, by its path in the archive
     */
    public static List<ScenarioItem> readUsable(Json archive, Instant now, FieldErrors errors, FieldErrors leftOut) {
        List<ScenarioItem> usable = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int index = 0;
        for (Json element : elements(archive, errors)) {
            FieldErrors own = new FieldErrors();
            String id = JsonFields.of(element, "", JsonFaults.IGNORED).optionalText("id");
            String path = "scenarios." + index++ + (id == null ? "" : " (" + id + ")");
            ScenarioItem item = new ScenarioArchive(own, now).item(JsonFields.of(element, path, own::add), path);
            own.byPath().forEach((at, sentences) -> sentences.forEach(sentence -> leftOut.add(at, sentence)));
            if (own.isEmpty() && ids.add(item.id())) {
                usable.add(item);
            }
        }
        return usable;
    }

    private static List<Json> elements(Json archive, FieldErrors errors) {
        if (archive instanceof Json.Array list) {
            return list.elements();
        }
        JsonFields fields = JsonFields.of(archive, "", errors::add);
        if (!FORMAT.equals(fields.object().text("format"))) {
            errors.add("format", "must be \"" + FORMAT + "\"");
        }
        Json version = fields.object().get("version");
        if (version == null || !version.raw().equals("1")) {
            errors.add("version", "must be 1, the version of the format that this server reads");
        }
        return fields.list("scenarios");
    }

    private List<ScenarioItem> items(List<Json> elements) {
        List<ScenarioItem> items = new ArrayList<>();
        for (Json element : elements) {
            if (errors.isFull()) {
                break;
            }
            String path = "scenarios." + items.size();
            items.add(item(JsonFields.of(element, path, errors::add), path));
        }
        return items;
    }

    private ScenarioItem item(JsonFields fields, String path) {
        String name = fields.name("name");
        if (name.length() > MAX_NAME_LENGTH) {
            fields.report("name", "must have at most " + MAX_NAME_LENGTH + " characters");
        }
        Json.Object config = fields.object("config").object();
        String id = id(fields, config, path + ".config");
        String history = "[]";
        if (fields.has("history")) {
            var unused = fields.list("history");
            Json value = fields.object().get("history");
            requireSize(value, path + ".history");
            history = String.valueOf(value);
        }
        return new ScenarioItem(
                id,
                name,
                new RawJson(config.raw()),
                new RawJson(history),
                time(fields, "createdAt"),
                time(fields, "modifiedAt"));
    }

    /** The id, once the scenario is one. */
    private String id(JsonFields fields, Json.Object config, String path) {
        if (requireSize(config, path)) {
            ScenarioRules.check(PlainJson.map(config), path, errors);
        }
        Json.Object metadata = config.object("metadata");
        String id = metadata == null ? null : metadata.text("id");
        if (id == null) {
            return "";
        }
        String ownId = fields.optionalText("id");
        if (ownId != null && !ownId.equals(id)) {
            fields.report("id", "must be that of the config, \"" + id + "\"");
        }
        if (!ids.add(id)) {
            fields.report("id", "\"" + id + "\" is there twice");
        }
        return id;
    }

    private boolean requireSize(@Nullable Json value, String path) {
        if (value == null) {
            return false;
        }
        JsonSize.complaint(value).ifPresent(complaint -> errors.add(path, complaint));
        return JsonSize.complaint(value).isEmpty();
    }

    private Instant time(JsonFields fields, String name) {
        String text = fields.optionalText(name);
        if (text == null) {
            return now;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            fields.report(name, "must be a time such as 2026-11-23T16:30:00.123Z");
            return now;
        }
    }

    /** The outcome of an archive's import, as JSON. */
    public static String report(ScenarioImport.Report report) {
        return JsonWriter.object(json -> json.texts("added", report.added())
                .texts("replaced", report.replaced())
                .texts("kept", report.kept())
                .texts("unchanged", report.unchanged()));
    }
}
