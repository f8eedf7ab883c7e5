package me.fhir.chitchat.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A copy of an object with some members changed. For one thread. */
public final class JsonEdit {
    private final Map<String, Consumer<JsonWriter>> members = new LinkedHashMap<>();

    /** Begins a copy; what is not changed keeps its place and its spelling. */
    public static JsonEdit of(Json.Object original) {
        return new JsonEdit(original);
    }

    private JsonEdit(Json.Object original) {
        original.members().forEach((name, value) -> members.put(name, json -> json.value(value)));
    }

    /** Sets a member in its old place, else at the end. */
    public JsonEdit set(String name, Consumer<JsonWriter> value) {
        members.put(name, value);
        return this;
    }

    /** Sets a member to a string. */
    public JsonEdit text(String name, String value) {
        return set(name, json -> json.text(value));
    }

    /** Sets a member to a value given as JSON text. */
    public JsonEdit raw(String name, String value) {
        return set(name, json -> json.raw(value));
    }

    public JsonEdit remove(String name) {
        members.remove(name);
        return this;
    }

    public void write(JsonWriter json) {
        json.beginObject();
        members.forEach((name, value) -> value.accept(json.name(name)));
        json.endObject();
    }

    /** The changed object. */
    public Json.Object object() {
        return StoredJson.object(text());
    }

    /** The changed object as JSON text. */
    public String text() {
        JsonWriter json = new JsonWriter();
        write(json);
        return json.toString();
    }
}
