package me.fhir.chitchat.json;

import java.math.BigDecimal;
import java.util.TreeMap;

/** One spelling for values that mean the same: sorted members, no white space, numbers without needless digits. */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** The value in its one spelling. */
    public static String of(Json value) {
        JsonWriter json = new JsonWriter();
        new JsonCopy(json, TreeMap::new, CanonicalJson::scalar).write(value);
        return json.toString();
    }

    private static void scalar(JsonWriter json, Json value) {
        if (value instanceof Json.Number number) {
            json.raw(digits(number.raw()));
        } else {
            CompactJson.scalar(json, value);
        }
    }

    private static String digits(String written) {
        try {
            BigDecimal exact = new BigDecimal(written);
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toString();
        } catch (NumberFormatException e) {
            // Its exponent is beyond what can be computed with.
            return written;
        }
    }
}
