package me.fhir.chitchat.llm;

import java.util.List;

/** Is told of every call to a model when it has ended. */
public interface CallLog {
    /** Keeps the call; never throws, and holds the caller up only for moments. */
    void keep(FinishedCall call);

    /** One that tells several. */
    static CallLog all(CallLog... logs) {
        List<CallLog> each = List.of(logs);
        return call -> each.forEach(log -> log.keep(call));
    }
}
