package me.fhir.chitchat.conversation;

/** One JSON value as its sender wrote it; the domain carries it and never looks inside. */
public record RawJson(String text) {
    @Override
    public String toString() {
        return text;
    }
}
