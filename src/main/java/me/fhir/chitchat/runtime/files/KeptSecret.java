package me.fhir.chitchat.runtime.files;

import java.io.IOException;

/** A key that outlives the server, and the place where it is kept. */
public interface KeptSecret {
    /** What it holds; empty when there is none yet. */
    byte[] read() throws IOException;

    /** Keeps another one, whole or not at all. */
    void write(byte[] key) throws IOException;

    /** Where it is, for people. */
    String place();
}
