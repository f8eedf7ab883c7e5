package me.fhir.chitchat.llm;

/** Answers chat requests. */
public interface ChatModel {
    /**
     * Asks and waits for the whole answer. May be called from many threads; an interrupt cancels the call.
     *
     * @throws ModelException when the provider failed for good, its retries included
     * @throws UnusableRequestException when the request names a model or provider that cannot be used here
     * @throws InterruptedException when the waiting thread was interrupted, which cancels the call
     */
    ChatResponse complete(ChatRequest request) throws ModelException, InterruptedException;
}
