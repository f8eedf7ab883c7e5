package me.fhir.chitchat.json;

/** Text that is not the JSON it should be; the message says where and why, without quoting the text. */
public final class JsonSyntaxException extends Exception {
    private final Reason reason;

    private enum Reason {
        MALFORMED,
        BEYOND_LIMITS,
        WRONG_KIND
    }

    private JsonSyntaxException(String message, Reason reason) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static JsonSyntaxException malformed(String message) {
        return new JsonSyntaxException(message, Reason.MALFORMED);
    }

    static JsonSyntaxException beyondLimits(String message) {
        return new JsonSyntaxException(message, Reason.BEYOND_LIMITS);
    }

    static JsonSyntaxException wrongKind(String message) {
        return new JsonSyntaxException(message, Reason.WRONG_KIND);
    }

    /** Whether the text is JSON after all, only another kind of value than was asked for. */
    public boolean wellFormed() {
        return reason == Reason.WRONG_KIND;
    }

    /** Whether the text was not read to its end, since it exceeds {@link JsonLimits}. */
    public boolean beyondLimits() {
        return reason == Reason.BEYOND_LIMITS;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
