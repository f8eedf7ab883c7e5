package me.fhir.chitchat.a2a;

/** Ties open streams to what gives their client the right to them. */
@FunctionalInterface
interface StreamHold {
    /** Open to every caller. */
    StreamHold FREE = end -> () -> {};

    /**
     * A stream begins.
     *
     * @param end ends the stream when the right to it is lost; does not block
     * @return to be run when the stream has ended
     */
    Runnable begin(Runnable end);
}
