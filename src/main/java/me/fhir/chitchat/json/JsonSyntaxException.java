package me.fhir.chitchat.json;

/** Text that is not the JSON it should be; the message says where and why, without quoting the text. */
public final class JsonSyntaxException extends Exception {
    private final boolean wellFormed;

    private JsonSyntaxException(String message, boolean wellFormed) {
        super(message, null, false, false);
        this.wellFormed = wellFormed;
    }

    static JsonSyntaxException malformed(String message) {
        return new JsonSyntaxException(message, false);
    }

    static JsonSyntaxException wrongKind(String message) {
        return new JsonSyntaxException(message, true);
    }

    /** Whether the text is JSON after all, only another kind of value than was asked for. */
    public boolean wellFormed() {
        return wellFormed;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
