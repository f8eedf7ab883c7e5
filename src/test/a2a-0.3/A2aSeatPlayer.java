import io.a2a.A2A;
import io.a2a.client.Client;
import io.a2a.client.ClientEvent;
import io.a2a.client.TaskEvent;
import io.a2a.client.TaskUpdateEvent;
import io.a2a.client.config.ClientConfig;
import io.a2a.client.transport.jsonrpc.JSONRPCTransport;
import io.a2a.client.transport.jsonrpc.JSONRPCTransportConfig;
import io.a2a.spec.AgentCard;
import io.a2a.spec.Message;
import io.a2a.spec.Task;
import io.a2a.spec.TaskQueryParams;
import io.a2a.spec.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The Java SDK of A2A 0.3 plays a seat: its address, then what it says, each line in one of its turns. */
public final class A2aSeatPlayer {
    private static final Set<TaskState> OVER =
            Set.of(TaskState.COMPLETED, TaskState.CANCELED, TaskState.FAILED, TaskState.REJECTED);

    private final BlockingQueue<ClientEvent> events = new LinkedBlockingQueue<>();
    private final Client client;

    private A2aSeatPlayer(String address) throws Exception {
        AgentCard card = A2A.getAgentCard(address + "/", ".well-known/agent-card.json", Map.of());
        BiConsumer<ClientEvent, AgentCard> consumer = (event, from) -> events.add(event);
        client = Client.builder(card)
                .clientConfig(new ClientConfig.Builder()
                        .setStreaming(false)
                        .setPolling(false)
                        .build())
                .withTransport(JSONRPCTransport.class, new JSONRPCTransportConfig())
                .addConsumer(consumer)
                .build();
    }

    public static void main(String... args) throws Exception {
        A2aSeatPlayer player = new A2aSeatPlayer(args[0]);
        Task task = null;
        for (String line : List.of(args).subList(1, args.length)) {
            task = player.say(line, task);
        }
        if (task == null || !OVER.contains(task.getStatus().state())) {
            throw new AssertionError("it is not over: " + task);
        }
        System.exit(0);
    }

    /** The task once it is this seat's turn again, or over. */
    private Task say(String line, Task before) throws Exception {
        Message.Builder message = new Message.Builder(A2A.toUserMessage(line));
        client.sendMessage((before == null ? message : message.taskId(before.getId())).build(), null);
        ClientEvent event = events.poll(100, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no answer to " + line);
        }
        Task task = event instanceof TaskEvent whole ? whole.getTask() : ((TaskUpdateEvent) event).getTask();
        while (task.getStatus().state() != TaskState.INPUT_REQUIRED
                && !OVER.contains(task.getStatus().state())) {
            TimeUnit.MILLISECONDS.sleep(200);
            task = client.getTask(new TaskQueryParams(task.getId()), null);
        }
        return task;
    }
}
