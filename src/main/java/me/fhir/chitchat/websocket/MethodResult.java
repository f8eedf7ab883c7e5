package me.fhir.chitchat.websocket;

import java.util.Iterator;
import java.util.function.Consumer;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The result of an RPC method.
 *
 * @param then runs once the response is queued; null for nothing
 */
record MethodResult(Value value, @Nullable Runnable then) {
    static final MethodResult OK = object(json -> json.flag("ok", true));

    /** The value of the response's {@code result}. */
    sealed interface Value {
        /** JSON text. */
        record WholeJson(String json) implements Value {}

        /** JSON text in pieces, produced while they are sent. */
        record JsonPieces(Iterator<String> json) implements Value {}
    }

    static MethodResult of(String json) {
        return new MethodResult(new Value.WholeJson(json), null);
    }

    static MethodResult object(Consumer<JsonWriter> members) {
        return of(JsonWriter.object(members));
    }
}
