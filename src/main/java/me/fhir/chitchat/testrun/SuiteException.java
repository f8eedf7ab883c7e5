package me.fhir.chitchat.testrun;

import java.util.List;
import java.util.Map;

/** A suite that cannot be run as it is written; the message has a line for each fault, beginning with its field path. */
public final class SuiteException extends RuntimeException {
    SuiteException(Map<String, List<String>> faults) {
        super(String.join("\n", lines(faults)), null, false, false);
    }

    /** With one fault. */
    public SuiteException(String path, String problem) {
        this(Map.of(path, List.of(problem)));
    }

    private static List<String> lines(Map<String, List<String>> faults) {
        return faults.entrySet().stream()
                .flatMap(fault -> fault.getValue().stream().map(problem -> fault.getKey() + ": " + problem))
                .toList();
    }
}
