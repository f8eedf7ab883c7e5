package me.fhir.chitchat.llm.http;

import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads numbers out of model servers' answers without ever stumbling: what is not as expected is not there. */
public final class ReplyNumbers {
    private ReplyNumbers() {}

    /** A member that is a number, or null. */
    public static @Nullable Double number(Json.Object parent, String name) {
        if (!(parent.get(name) instanceof Json.Number number)) {
            return null;
        }
        double value = number.doubleValue();
        return Double.isFinite(value) ? value : null;
    }

    /** A member that counts something: 0 when it is missing or nonsense. */
    public static int count(Json.Object parent, String name) {
        Double number = number(parent, name);
        return number == null ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, number));
    }
}
