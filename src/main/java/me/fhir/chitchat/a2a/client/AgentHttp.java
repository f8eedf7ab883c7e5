package me.fhir.chitchat.a2a.client;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP to one agent, with the headers that it requires of its callers and a limit for each wait. For any thread. */
public interface AgentHttp {
    /**
     * Sends a request and waits for the head of its answer; the caller closes it.
     *
     * @param json the body of a POST; null for a GET
     * @param headers those of the protocol
     */
    AgentReply open(URI uri, @Nullable String json, Map<String, String> headers)
            throws AgentUnreachableException, InterruptedException;

    /** An answer that is being received. For one thread. */
    interface AgentReply extends AutoCloseable {
        int status();

        boolean isEventStream();

        /** The data of the next event of a stream; null when it has ended. */
        @Nullable
        String next() throws AgentUnreachableException, InterruptedException;

        /** The whole body of an answer that is not a stream. */
        String body() throws AgentUnreachableException, InterruptedException;

        @Override
        void close();
    }
}
