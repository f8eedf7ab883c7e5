package me.fhir.chitchat.a2a;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The protocol versions that are spoken here, chosen per request (A2A 1.0, section 3.6). */
enum A2aVersion {
    V0_3("0.3"),
    V1_0("1.0");

    /** Name of the header and of the query parameter that choose. */
    static final String PARAMETER = "A2A-Version";

    private static final Wire WIRE_03 = new Wire03();
    private static final Wire WIRE_10 = new Wire10();

    private final String number;

    A2aVersion(String number) {
        this.number = number;
    }

    String number() {
        return number;
    }

    Wire wire() {
        return this == V0_3 ? WIRE_03 : WIRE_10;
    }

    /** The version asked for; nothing or an empty word is 0.3, whose clients know no such header. */
    static Optional<A2aVersion> asked(@Nullable String version) {
        if (version == null || version.isBlank()) {
            return Optional.of(V0_3);
        }
        for (A2aVersion known : values()) {
            if (known.number.equals(version.strip())) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
