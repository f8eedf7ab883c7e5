package me.fhir.chitchat.llm;

/** One message of a prompt; the content is never empty. */
public record ChatMessage(Role role, String content) {
    /** Who speaks: the instructions, the person (or the other side), or the model itself. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    public static ChatMessage system(String content) {
        return new ChatMessage(Role.SYSTEM, content);
    }

    public static ChatMessage user(String content) {
        return new ChatMessage(Role.USER, content);
    }

    public static ChatMessage assistant(String content) {
        return new ChatMessage(Role.ASSISTANT, content);
    }
}
