package me.fhir.chitchat.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.a2a.A2A;
import io.a2a.client.Client;
import io.a2a.client.ClientEvent;
import io.a2a.client.MessageEvent;
import io.a2a.client.TaskEvent;
import io.a2a.client.TaskUpdateEvent;
import io.a2a.client.config.ClientConfig;
import io.a2a.client.transport.jsonrpc.JSONRPCTransport;
import io.a2a.client.transport.jsonrpc.JSONRPCTransportConfig;
import io.a2a.spec.A2AClientException;
import io.a2a.spec.AgentCard;
import io.a2a.spec.FilePart;
import io.a2a.spec.FileWithBytes;
import io.a2a.spec.Message;
import io.a2a.spec.Task;
import io.a2a.spec.TaskIdParams;
import io.a2a.spec.TaskQueryParams;
import io.a2a.spec.TaskState;
import io.a2a.spec.TextPart;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Java SDK of A2A 0.3, written by others, finishes a scripted scenario through the bridge. */
class A2aJavaClientTest {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    private final BlockingQueue<ClientEvent> events = new LinkedBlockingQueue<>();

    private Client client(boolean streaming) throws Exception {
        String endpoint = SERVER.uri(A2aServer.ASK_THEN_APPROVE, "/a2a/").toString();
        // Left alone, this SDK looks at the root of the host.
        AgentCard card = A2A.getAgentCard(endpoint, ".well-known/agent-card.json", Map.of());
        assertThat(card.name()).isEqualTo("Prior authorization");
        BiConsumer<ClientEvent, AgentCard> consumer = (event, from) -> events.add(event);
        return Client.builder(card)
                .clientConfig(new ClientConfig.Builder()
                        .setStreaming(streaming)
                        .setPolling(false)
                        .build())
                .withTransport(JSONRPCTransport.class, new JSONRPCTransportConfig())
                .addConsumer(consumer)
                .streamingErrorHandler(failure -> {
                    // The stream's end is reported here as well.
                })
                .build();
    }

    private ClientEvent next() throws InterruptedException {
        ClientEvent event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("an event within twenty seconds").isNotNull();
        return event;
    }

    private Task task(ClientEvent event) {
        return event instanceof TaskEvent whole ? whole.getTask() : ((TaskUpdateEvent) event).getTask();
    }

    @Test
    void finishesAScenarioWaiting() throws Exception {
        Client client = client(false);
        client.sendMessage(A2A.toUserMessage("May I?"), null);
        Task asked = task(next());
        assertThat(asked.getStatus().state()).isEqualTo(TaskState.INPUT_REQUIRED);

        byte[] notes = {0, 1, (byte) 250};
        client.sendMessage(
                new Message.Builder()
                        .role(Message.Role.USER)
                        .taskId(asked.getId())
                        .parts(List.of(
                                new TextPart("Here."),
                                new FilePart(new FileWithBytes(
                                        "application/x-notes",
                                        "notes.bin",
                                        Base64.getEncoder().encodeToString(notes)))))
                        .build(),
                null);
        Task done = task(next());
        assertThat(done.getStatus().state()).isEqualTo(TaskState.COMPLETED);
        FilePart document = (FilePart) done.getArtifacts().get(0).parts().get(0);
        assertThat(((FileWithBytes) document.getFile()).bytes()).isEqualTo("AP8Q");

        Task again = client.getTask(new TaskQueryParams(asked.getId(), 10), null);
        FilePart sent = (FilePart) again.getHistory().get(3).getParts().get(1);
        assertThat(Base64.getDecoder().decode(((FileWithBytes) sent.getFile()).bytes()))
                .isEqualTo(notes);
        assertThatThrownBy(() -> client.cancelTask(new TaskIdParams(asked.getId()), null))
                .isInstanceOf(A2AClientException.class);
    }

    @Test
    void streamsAScenarioToItsEnd() throws Exception {
        Client client = client(true);
        client.sendMessage(A2A.toUserMessage("May I?"), null);
        List<ClientEvent> turn = untilStatus(TaskState.INPUT_REQUIRED);
        assertThat(turn.stream().filter(MessageEvent.class::isInstance)).hasSize(2);
        String taskId = task(turn.get(0)).getId();
        client.sendMessage(
                new Message.Builder(A2A.toUserMessage("Here.")).taskId(taskId).build(), null);
        List<ClientEvent> end = untilStatus(TaskState.COMPLETED);
        assertThat(task(end.get(end.size() - 1)).getArtifacts()).hasSize(1);
    }

    private List<ClientEvent> untilStatus(TaskState state) throws InterruptedException {
        List<ClientEvent> seen = new ArrayList<>();
        while (seen.isEmpty()
                || seen.get(seen.size() - 1) instanceof MessageEvent
                || task(seen.get(seen.size() - 1)).getStatus().state() != state) {
            seen.add(next());
        }
        return seen;
    }
}
