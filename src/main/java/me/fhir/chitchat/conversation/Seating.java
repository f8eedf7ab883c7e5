package me.fhir.chitchat.conversation;

import org.jspecify.annotations.Nullable;

/** Whether a conversation has seats, and then whether lists mention it; fixed when it is created. */
public enum Seating {
    /** Every caller may read and speak: for agents that trust each other. */
    NONE,
    /** Without a code it does not exist. */
    PRIVATE,
    /** Without a code only a list shows it, with its title, its status and its outcome. */
    LISTED;

    /** Whether a code is needed. */
    public boolean seated() {
        return this != NONE;
    }

    /** Whether callers without a code may learn that it exists. */
    public boolean listed() {
        return this != PRIVATE;
    }

    /** The word in the store; null for a conversation without seats. */
    public @Nullable String stored() {
        return switch (this) {
            case NONE -> null;
            case PRIVATE -> "private";
            case LISTED -> "listed";
        };
    }

    /** Reads the word in the store; one that is not known hides the conversation. */
    public static Seating ofStored(@Nullable String word) {
        if (word == null) {
            return NONE;
        }
        return word.equals("listed") ? LISTED : PRIVATE;
    }
}
