package me.fhir.chitchat.a2a;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The protocol versions that are spoken here, chosen per request (A2A 1.0, section 3.6). */
enum A2aVersion {
    V0_3("0.3", "user"),
    V1_0("1.0", "ROLE_USER");

    /** Name of the header and of the query parameter that choose. */
    static final String PARAMETER = "A2A-Version";

    private static final Wire WIRE_03 = new Wire03();
    private static final Wire WIRE_10 = new Wire10();

    /** Major.Minor; a patch number does not count. */
    private static final Pattern NUMBER = Pattern.compile("([0-9]+\\.[0-9]+)(?:\\.[0-9A-Za-z.+-]+)?");

    private final String number;
    private final String userRole;

    A2aVersion(String number, String userRole) {
        this.number = number;
        this.userRole = userRole;
    }

    String number() {
        return number;
    }

    /** The word for the sender of an incoming message. */
    String userRole() {
        return userRole;
    }

    Wire wire() {
        return this == V0_3 ? WIRE_03 : WIRE_10;
    }

    A2aVersion other() {
        return this == V0_3 ? V1_0 : V0_3;
    }

    /** The version of this number; throws -32009 for any that is not spoken here. */
    static A2aVersion numbered(String number) {
        Matcher matcher = NUMBER.matcher(number.strip());
        if (matcher.matches()) {
            for (A2aVersion known : values()) {
                if (known.number.equals(matcher.group(1))) {
                    return known;
                }
            }
        }
        throw new A2aException(A2aError.VERSION_NOT_SUPPORTED, "A2A-Version must be 1.0 or 0.3.");
    }

    /** The version that a request declares: none when the text is missing or empty. */
    static Optional<A2aVersion> declared(Optional<String> number) {
        return number.filter(text -> !text.isBlank()).map(A2aVersion::numbered);
    }
}
