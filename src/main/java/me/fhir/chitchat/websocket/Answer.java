package me.fhir.chitchat.websocket;

import java.util.Iterator;
import java.util.List;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
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
        record Pieces(Iterator<String> json) implements Result {
            /** The whole answer to a request, in pieces. */
            Iterator<String> answer(String id) {
                Iterator<String> before = List.of(JsonRpcText.resultStart(id)).iterator();
                Iterator<String> after = List.of("}").iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return after.hasNext();
                    }

                    @Override
                    public String next() {
                        return before.hasNext() ? before.next() : json.hasNext() ? json.next() : after.next();
                    }
                };
            }
        }
    }

    static Answer of(String json) {
        return new Answer(new Result.Text(json), null);
    }
}
