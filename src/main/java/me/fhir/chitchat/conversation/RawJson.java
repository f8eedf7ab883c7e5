package me.fhir.chitchat.conversation;

/** One JSON value as its sender wrote it; it is stored and passed on unchanged. */
public record RawJson(String text) {
    @Override
    public String toString() {
        return text;
    }
}
