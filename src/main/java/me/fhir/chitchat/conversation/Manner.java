package me.fhir.chitchat.conversation;

import java.util.Arrays;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.WireName;

/** How an agent that this server runs behaves: helpfully, or difficult in one way, so that others can be tested with it. */
public enum Manner implements WireName {
    COOPERATIVE,
    /** Is not content and asks for one more document, a few times. */
    NITPICKING,
    /** Asks for facts that it does not need. */
    OVER_ASKING,
    /** Claims to have done what it did not. */
    UNTRUTHFUL,
    /** Hides instructions to the other's agent in messages and documents. */
    INJECTING,
    /** Never answers. */
    SILENT,
    /** Answers late. */
    SLOW;

    /** All words, for people. */
    public static final String WORDS =
            Arrays.stream(values()).map(Manner::wireName).collect(Collectors.joining(", "));

    /** Whether it is about when an agent acts, and not about what it says. */
    public boolean isAboutTime() {
        return this == SILENT || this == SLOW;
    }
}
