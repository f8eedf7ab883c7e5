package me.fhir.chitchat.json;

import java.util.function.Function;

/** Handles a member that is invalid. */
@FunctionalInterface
public interface JsonFaults {
    /** Faults do not matter: what is not as expected reads as if it were missing. */
    JsonFaults IGNORED = (path, problem) -> {};

    /**
     * Takes note of one fault, or throws.
     *
     * @param path where it is, such as {@code agents.0.id}
     * @param problem what is wrong, such as "must be a string; it is missing"
     */
    void report(String path, String problem);

    /** The first fault is thrown; {@code exception} is given the whole sentence. */
    static JsonFaults throwing(Function<String, ? extends RuntimeException> exception) {
        return (path, problem) -> {
            throw exception.apply(path + " " + problem + ".");
        };
    }
}
