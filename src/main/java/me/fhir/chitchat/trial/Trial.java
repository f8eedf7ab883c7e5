package me.fhir.chitchat.trial;

/** One step of a person's talk with a stranger's server. For one thread, whose interrupt ends it. */
public interface Trial {
    /** Takes the step and tells of it; what fails is told as well. */
    void run(TrialEvents events) throws InterruptedException;
}
