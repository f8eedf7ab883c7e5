package me.fhir.chitchat.websocket;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a method answers.
 *
 * @param then what to start once the answer is queued, or null
 */
record Answer(Result result, @Nullable Runnable then) {
    /** The value of an answer's {@code result}. */
    sealed interface Result {
        /** JSON text. */
        record Text(String json) implements Result {}

        /** JSON text in pieces, made while they are sent. */
        record Pieces(Iterator<String> json) implements Result {}
    }

    static Answer of(String json) {
        return new Answer(new Result.Text(json), null);
    }
}
