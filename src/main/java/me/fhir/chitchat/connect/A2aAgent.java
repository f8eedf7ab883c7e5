package me.fhir.chitchat.connect;

import com.codahale.metrics.MetricRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import me.fhir.chitchat.a2a.client.A2aRefusal;
import me.fhir.chitchat.a2a.client.A2aTurn;
import me.fhir.chitchat.a2a.client.AgentAnswer;
import me.fhir.chitchat.a2a.client.AgentFinder;
import me.fhir.chitchat.a2a.client.AgentRequest;
import me.fhir.chitchat.a2a.client.AgentUnreachableException;
import me.fhir.chitchat.a2a.client.OpeningWords;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.a2a.message.PartPayload;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.AllowList;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundConfiguration;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.runtime.concurrent.Pause;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;
import org.jspecify.annotations.Nullable;

/** A local A2A server, 0.3 or 1.0, which gets the messages of the others and whose answer is sent. For one thread. */
final class A2aAgent implements LocalAgent {
    private static final Duration MAX_CALL = Duration.ofMinutes(5);
    /** The user of the command names the address, so any may be called. One client for all seats of a process. */
    private static final AgentFinder FINDER = new AgentFinder(new OutboundClient(
            new OutboundGuard(AllowList.of("0.0.0.0/0,::/0"), InetAddress::getAllByName),
            new OutboundConfiguration(null, null, null),
            new MetricRegistry(),
            WorkerThreads.unbounded("connect")));

    private final URI address;
    private final OutboundHeaders headers;
    private A2aTurn.@Nullable Line line;
    private @Nullable String contextId;
    private @Nullable String taskId;
    private Set<String> known = Set.of();

    A2aAgent(String address) {
        this(address, Map.of());
    }

    /** An agent at an address that is sent further headers, such as {@code Authorization}, with every request. */
    A2aAgent(String address, Map<String, String> headers) {
        this.address = URI.create(address);
        this.headers = OutboundHeaders.of(headers);
    }

    @Override
    public LocalReply answer(SeatState state) throws AgentFailedException, InterruptedException {
        try {
            A2aTurn.Line found = line;
            if (found == null) {
                found = FINDER.find(address, headers, MAX_CALL).line();
                line = found;
            }
            AgentRequest request = new AgentRequest(
                    UUID.randomUUID().toString(), contextId, taskId, List.of(new Part.TextPart(words(state))));
            AgentAnswer answer =
                    new A2aTurn(found, request, null, known, A2aTurn.TurnProgress.IGNORED, Pause.SLEEP).run();
            contextId = answer.contextId() == null ? contextId : answer.contextId();
            taskId = answer.isOpen() ? answer.taskId() : null;
            known = answer.known();
            return reply(answer);
        } catch (AgentUnreachableException e) {
            throw new AgentFailedException(e.sentence());
        } catch (A2aRefusal e) {
            throw new AgentFailedException("The agent refused: " + e.words());
        }
    }

    private static LocalReply reply(AgentAnswer answer) throws AgentFailedException {
        if (answer.isFailed() || answer.needsAuthorisation()) {
            throw new AgentFailedException("The agent's task is " + answer.state() + ".");
        }
        List<Part> parts = answer.messages().stream().flatMap(List::stream).toList();
        return LocalReply.read(JsonWriter.object(json -> PartPayload.write(json, parts)));
    }

    /** The messages of the others; before the first one, the agent's task. */
    private static String words(SeatState state) {
        if (state.news().isEmpty()) {
            return OpeningWords.of(state.agentId(), state.role());
        }
        return state.news().stream()
                .map(event -> SeatState.text(event) + documents(state, event))
                .collect(Collectors.joining("\n\n"));
    }

    private static String documents(SeatState state, Json.Object event) {
        return SeatState.payload(event).objects("attachments").stream()
                .map(document -> "\n\nAttached: " + document.text("name") + " at "
                        + state.link().attachment(String.valueOf(document.text("id"))))
                .collect(Collectors.joining());
    }
}
