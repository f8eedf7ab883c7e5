package me.fhir.chitchat.agent.planner;

import java.math.BigDecimal;
import java.util.TreeMap;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;

/** One spelling for arguments that mean the same: sorted members, numbers without needless digits. */
final class Canonical {
    private Canonical() {}

    /** Names a call of a tool, whatever the order of its arguments. */
    static String call(String tool, String args) {
        JsonWriter json = new JsonWriter().beginList().text(tool);
        write(json, StoredJson.parse(args));
        return json.endList().toString();
    }

    private static void write(JsonWriter json, Json value) {
        if (value instanceof Json.Object object) {
            json.beginObject();
            new TreeMap<>(object.members()).forEach((name, member) -> write(json.name(name), member));
            json.endObject();
        } else if (value instanceof Json.Array list) {
            json.values(list.elements(), Canonical::write);
        } else if (value instanceof Json.Number number) {
            BigDecimal exact = new BigDecimal(number.raw());
            json.raw(exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toString());
        } else {
            json.compact(value);
        }
    }
}
