package me.fhir.chitchat.a2a.client;

/** An agent answered a request with an error. */
public final class A2aRefusal extends Exception {
    /** The caller's remedy. */
    public enum RefusalKind {
        /** The task is unknown or has ended: begin another one. */
        TASK,
        /** The agent requires other credentials. */
        CREDENTIALS,
        /** The same request may succeed later. */
        FOR_NOW,
        /** The same request will be refused again. */
        FOR_GOOD
    }

    private final RefusalKind kind;
    private final String words;

    public A2aRefusal(RefusalKind kind, String words) {
        super(words);
        this.kind = kind;
        this.words = words;
    }

    public RefusalKind kind() {
        return kind;
    }

    /** The agent's own words. */
    public String words() {
        return words;
    }
}
