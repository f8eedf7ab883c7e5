package me.fhir.chitchat.a2a.client;

/** An agent gave no answer, or none that can be read; the same request may be sent again. */
public final class AgentUnreachableException extends Exception {
    private final String sentence;

    public AgentUnreachableException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
