package me.fhir.chitchat.resources;

import java.util.List;
import java.util.Map;

/**
 * A body whose fields are wrong: answered 400 with {@code "error":"ValidationError"} and
 * {@code details.fieldErrors}, sentences by field path such as {@code messages.0.content}.
 */
public final class ValidationException extends RuntimeException {
    private final transient Map<String, List<String>> fieldErrors;

    public ValidationException(Map<String, List<String>> fieldErrors) {
        super("ValidationError", null, false, false);
        this.fieldErrors = Map.copyOf(fieldErrors);
    }

    public Map<String, List<String>> fieldErrors() {
        return fieldErrors;
    }
}
