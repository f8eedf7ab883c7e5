package me.fhir.chitchat.llm;

import java.util.List;

/** Receives every call to a model after it has ended. */
public interface CallLog {
    /** Keeps the call; never throws, and holds the caller up only for moments. */
    void keep(FinishedCall call);

    /** One that forwards to several. */
    static CallLog all(CallLog... logs) {
        List<CallLog> each = List.of(logs);
        return call -> each.forEach(log -> log.keep(call));
    }
}
