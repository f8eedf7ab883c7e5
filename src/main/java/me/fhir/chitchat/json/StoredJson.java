package me.fhir.chitchat.json;

/** Reads JSON text that was validated before it was stored, or that this program wrote: a fault in it is ours. */
public final class StoredJson {
    private StoredJson() {}

    public static Json parse(String text) {
        try {
            return Json.parse(text, JsonLimits.STORED);
        } catch (JsonSyntaxException e) {
            throw unreadable(e);
        }
    }

    public static Json.Object object(String text) {
        Json value = parse(text);
        if (value instanceof Json.Object object) {
            return object;
        }
        throw new IllegalStateException("Stored JSON must be an object; it is " + value.kind());
    }

    /** Reads an object like {@link #object} to see that it is one, without what the values in it would need. */
    public static void requireObject(String text) {
        try {
            if (JsonScanner.isObject(text, JsonLimits.STORED)) {
                return;
            }
        } catch (JsonSyntaxException e) {
            throw unreadable(e);
        }
        object(text);
    }

    private static IllegalStateException unreadable(JsonSyntaxException e) {
        return new IllegalStateException("Stored JSON cannot be read: " + e.sentence(), e);
    }
}
