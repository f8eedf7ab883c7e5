package me.fhir.chitchat.playground;

/** One step of a person's conversation with an external server. For one thread, whose interrupt ends it. */
public interface Trial {
    /** Takes the step and reports it, its failure included. */
    void run(TrialEvents events) throws InterruptedException;
}
