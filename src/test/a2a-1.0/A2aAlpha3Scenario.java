import io.a2a.A2A;
import io.a2a.client.Client;
import io.a2a.client.ClientEvent;
import io.a2a.client.MessageEvent;
import io.a2a.client.TaskEvent;
import io.a2a.client.TaskUpdateEvent;
import io.a2a.client.config.ClientConfig;
import io.a2a.client.transport.jsonrpc.JSONRPCTransport;
import io.a2a.client.transport.jsonrpc.JSONRPCTransportConfigBuilder;
import io.a2a.client.transport.spi.interceptors.ClientCallContext;
import io.a2a.client.transport.spi.interceptors.ClientCallInterceptor;
import io.a2a.client.transport.spi.interceptors.PayloadAndHeaders;
import io.a2a.spec.AgentCapabilities;
import io.a2a.spec.AgentCard;
import io.a2a.spec.AgentInterface;
import io.a2a.spec.Message;
import io.a2a.spec.Task;
import io.a2a.spec.TaskState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The Java SDK of A2A 1.0 (1.0.0.Alpha3) finishes a scenario, waiting and streaming. A program of its own, because its
 * classes have the names of those of 0.3, so the two cannot share a class path.
 */
public final class A2aAlpha3Scenario {
    private A2aAlpha3Scenario() {}

    private static final BlockingQueue<ClientEvent> EVENTS = new LinkedBlockingQueue<>();

    public static void main(String... args) throws Exception {
        for (boolean streaming : new boolean[] {false, true}) {
            Client client = client(args[0], streaming);
            client.sendMessage(A2A.toUserMessage("May I?"));
            Task asked = until(TaskState.TASK_STATE_INPUT_REQUIRED);
            client.sendMessage(Message.builder(A2A.toUserMessage("Here.")).taskId(asked.id()).build());
            Task done = until(TaskState.TASK_STATE_COMPLETED);
            if (!done.id().equals(asked.id()) || done.artifacts().size() != 1) {
                throw new AssertionError("not what the scenario plays: " + done);
            }
        }
        System.out.println("finished");
        System.exit(0);
    }

    private static Client client(String endpoint, boolean streaming) throws Exception {
        AgentCard card = AgentCard.builder()
                .name("bridge")
                .description("its parser refuses cards that also have the members of 0.3")
                .version("1")
                .capabilities(AgentCapabilities.builder().streaming(true).build())
                .defaultInputModes(List.of("text/plain"))
                .defaultOutputModes(List.of("text/plain"))
                .skills(List.of())
                .supportedInterfaces(List.of(new AgentInterface("JSONRPC", endpoint)))
                .build();
        List<BiConsumer<ClientEvent, AgentCard>> consumers = List.of((event, from) -> EVENTS.add(event));
        return Client.builder(card)
                .clientConfig(new ClientConfig.Builder()
                        .setStreaming(streaming)
                        .setPolling(false)
                        .build())
                .withTransport(
                        JSONRPCTransport.class,
                        new JSONRPCTransportConfigBuilder().addInterceptor(new NamedVersion()))
                .addConsumers(consumers)
                .streamingErrorHandler(failure -> {})
                .build();
    }

    private static Task until(TaskState state) throws InterruptedException {
        while (true) {
            ClientEvent event = EVENTS.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event within twenty seconds, waiting for " + state);
            }
            if (event instanceof MessageEvent) {
                continue;
            }
            Task task = event instanceof TaskEvent whole ? whole.getTask() : ((TaskUpdateEvent) event).getTask();
            if (task.status().state() == state) {
                return task;
            }
        }
    }

    /** This alpha does not say which version it speaks, so its user must. */
    private static final class NamedVersion extends ClientCallInterceptor {
        @Override
        public PayloadAndHeaders intercept(
                String method, Object payload, Map<String, String> headers, AgentCard card, ClientCallContext context) {
            Map<String, String> all = new HashMap<>(headers);
            all.put("A2A-Version", "1.0");
            return new PayloadAndHeaders(payload, all);
        }
    }
}
