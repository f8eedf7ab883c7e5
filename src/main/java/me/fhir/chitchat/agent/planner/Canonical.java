package me.fhir.chitchat.agent.planner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** One spelling for arguments that mean the same: sorted members, numbers without needless digits. */
final class Canonical {
    private Canonical() {}

    /** Names a call of a tool, whatever the order of its arguments. */
    static String call(String tool, String args) {
        try {
            return JsonText.quote(tool) + JsonText.write(sorted(JsonText.toValue(args)));
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("arguments must be JSON", e);
        }
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new TreeMap<>();
            map.forEach((name, member) -> members.put(String.valueOf(name), sorted(member)));
            return members;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(sorted(element)));
            return elements;
        }
        if (value instanceof Double inexact && !Double.isFinite(inexact)) {
            return value;
        }
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            return exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        }
        return value;
    }
}
