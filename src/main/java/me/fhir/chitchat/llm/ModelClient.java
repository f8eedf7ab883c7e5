package me.fhir.chitchat.llm;

import java.time.Duration;

/** One provider's server, asked once: without a queue and without retries. */
public interface ModelClient {
    /**
     * Sends one request and reads the answer; an interrupt aborts the connection.
     *
     * @param request its choice names provider and model
     * @param timeLeft after which the request is aborted
     */
    Attempt attempt(ChatRequest request, Duration timeLeft) throws InterruptedException;
}
