package me.fhir.chitchat.jsonrpc;

import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFaults;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/** The params of a request; a field that is wrong is answered with -32602 and its name. */
public record Params(JsonFields typed) {
    private static final JsonFaults INVALID_PARAMS = JsonFaults.throwing(JsonRpcException::invalidParams);

    public Params(Json.Object fields) {
        this(JsonFields.of(fields, "", INVALID_PARAMS));
    }

    public Params(JsonObject fields) {
        this(JsonFields.parse(fields.text(), "", INVALID_PARAMS));
    }

    /** The fields for readers that have not moved to {@link #typed} yet. */
    public JsonObject fields() {
        try {
            return JsonObject.parse(typed.object().raw());
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a parsed object must be valid", e);
        }
    }

    public boolean has(String name) {
        return typed.has(name);
    }

    public String text(String name) {
        return typed.text(name);
    }

    public @Nullable String optionalText(String name) {
        return typed.optionalText(name);
    }

    /** An integer; one beyond 64 bits counts as the nearest that fits. */
    public long integer(String name) {
        return typed.integer(name);
    }

    public @Nullable Long optionalInteger(String name) {
        return typed.optionalInteger(name);
    }

    public boolean flag(String name, boolean otherwise) {
        return typed.flag(name, otherwise);
    }

    /** An object as its sender wrote it. */
    public String object(String name) {
        return json(name).raw();
    }

    public Json.Object json(String name) {
        return typed.object(name).object();
    }

    /** An object's own fields; empty when it is missing. */
    public Params optionalParams(String name) {
        return new Params(typed.objectOrEmpty(name).object());
    }

    /** A list of strings; null when it is missing. */
    public @Nullable List<String> optionalTexts(String name) {
        return typed.optionalTexts(name);
    }
}
