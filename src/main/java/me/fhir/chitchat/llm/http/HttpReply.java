package me.fhir.chitchat.llm.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A model server's HTTP response, of any status. */
public record HttpReply(
        int status, @Nullable String contentType, @Nullable Duration retryAfter, String body) {
    public boolean ok() {
        return status >= 200 && status < 300;
    }
}
