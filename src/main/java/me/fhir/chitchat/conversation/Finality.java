package me.fhir.chitchat.conversation;

import java.util.Locale;
import java.util.Optional;

/** The scope that an event closes: nothing, its turn, or its turn and the conversation. */
public enum Finality {
    NONE,
    TURN,
    CONVERSATION;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The word on the wire: {@code none}, {@code turn} or {@code conversation}. */
    public String wire() {
        return wire;
    }

    public static Optional<Finality> ofWire(String word) {
        return switch (word) {
            case "none" -> Optional.of(NONE);
            case "turn" -> Optional.of(TURN);
            case "conversation" -> Optional.of(CONVERSATION);
            default -> Optional.empty();
        };
    }
}
