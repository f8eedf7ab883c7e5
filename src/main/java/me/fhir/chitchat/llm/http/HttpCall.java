package me.fhir.chitchat.llm.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a model server.
 *
 * @param headers may hold a key, so none of this is ever printed
 * @param json the body of a POST; null makes it a GET
 */
public record HttpCall(
        URI uri, Map<String, String> headers, @Nullable String json) {
    @Override
    public String toString() {
        return (json == null ? "GET " : "POST ") + uri;
    }
}
