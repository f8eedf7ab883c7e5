package me.fhir.chitchat.a2a.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import me.fhir.chitchat.outbound.HeaderMask;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.outbound.OutboundRequest;
import me.fhir.chitchat.outbound.OutboundStream;
import me.fhir.chitchat.outbound.SentEvent;
import org.jspecify.annotations.Nullable;

/**
 * Calls an agent through the guarded client, with its headers; what the agent sends back of them is taken out before
 * anything reads it.
 */
record OutboundHttp(OutboundClient client, OutboundHeaders secrets, Duration responseTimeout) implements AgentHttp {
    @Override
    public AgentReply open(URI uri, @Nullable String json, Map<String, String> headers)
            throws AgentUnreachableException, InterruptedException {
        OutboundRequest request = json == null
                ? OutboundRequest.get(uri, responseTimeout)
                : OutboundRequest.post(uri, json, responseTimeout);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        try {
            return new OutboundAgentReply(
                    client.open(request.with(secrets), responseTimeout), HeaderMask.of(secrets), responseTimeout);
        } catch (OutboundException e) {
            throw new AgentUnreachableException(e.sentence());
        }
    }

    private record OutboundAgentReply(OutboundStream stream, HeaderMask mask, Duration responseTimeout)
            implements AgentReply {
        @Override
        public int status() {
            return stream.status();
        }

        @Override
        public boolean isEventStream() {
            return stream.isEventStream();
        }

        @Override
        public @Nullable String next() throws AgentUnreachableException, InterruptedException {
            try {
                SentEvent event = stream.next();
                return event == null ? null : mask.apply(event.data());
            } catch (OutboundException e) {
                throw new AgentUnreachableException(e.sentence());
            }
        }

        @Override
        public String body() throws AgentUnreachableException, InterruptedException {
            try {
                return mask.apply(stream.body(responseTimeout));
            } catch (OutboundException e) {
                throw new AgentUnreachableException(e.sentence());
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
