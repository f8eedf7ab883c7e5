package me.fhir.chitchat.json;

import java.util.Collection;
import java.util.List;

/** Rejects unknown members: most are misspelt, and their senders would expect an effect. */
public final class KnownMembers {
    private KnownMembers() {}

    /** Reports every member that has none of these names. */
    public static void check(JsonFields fields, String... known) {
        check(fields, List.of(known));
    }

    /** The same for names that are listed in the order in which a report shows them. */
    public static void check(JsonFields fields, Collection<String> known) {
        for (String name : fields.object().members().keySet()) {
            if (!known.contains(name)) {
                fields.report(name, "is not known here; known are " + String.join(", ", known));
            }
        }
    }
}
