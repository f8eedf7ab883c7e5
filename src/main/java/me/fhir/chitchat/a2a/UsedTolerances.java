package me.fhir.chitchat.a2a;

import java.util.EnumMap;
import java.util.Map;

/** The tolerances that one request used, each with its first occasion. For one thread at a time. */
final class UsedTolerances {
    private final Map<Tolerance, String> used = new EnumMap<>(Tolerance.class);

    void use(Tolerance tolerance, String detail) {
        used.putIfAbsent(tolerance, detail);
    }

    Map<Tolerance, String> used() {
        return used;
    }
}
