package me.fhir.chitchat.llm;

import java.util.List;

/** The models that a server says it has. */
public interface ModelList {
    /** A server that says nothing. */
    ModelList NONE = List::of;

    /**
     * Asks within a few seconds, or returns the cached list.
     *
     * @throws ModelException when the server could not be asked
     */
    List<String> models() throws ModelException, InterruptedException;
}
