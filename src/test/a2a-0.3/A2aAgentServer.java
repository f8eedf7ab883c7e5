import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.a2a.server.AgentCardValidator;
import io.a2a.server.ServerCallContext;
import io.a2a.server.agentexecution.AgentExecutor;
import io.a2a.server.agentexecution.RequestContext;
import io.a2a.server.auth.UnauthenticatedUser;
import io.a2a.server.events.EventQueue;
import io.a2a.server.events.InMemoryQueueManager;
import io.a2a.server.requesthandlers.DefaultRequestHandler;
import io.a2a.server.tasks.InMemoryPushNotificationConfigStore;
import io.a2a.server.tasks.InMemoryTaskStore;
import io.a2a.server.tasks.TaskUpdater;
import io.a2a.spec.AgentCapabilities;
import io.a2a.spec.AgentCard;
import io.a2a.spec.AgentSkill;
import io.a2a.spec.CancelTaskRequest;
import io.a2a.spec.GetTaskRequest;
import io.a2a.spec.JSONRPCErrorResponse;
import io.a2a.spec.Message;
import io.a2a.spec.MethodNotFoundError;
import io.a2a.spec.Part;
import io.a2a.spec.SendMessageRequest;
import io.a2a.spec.SendStreamingMessageRequest;
import io.a2a.spec.SendStreamingMessageResponse;
import io.a2a.spec.TaskResubscriptionRequest;
import io.a2a.spec.TextPart;
import io.a2a.transport.jsonrpc.handler.JSONRPCHandler;
import io.a2a.util.Utils;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;

/**
 * An agent made with the server of the Java SDK of A2A 0.3, for the server under test to call: {@code hello|task} says what
 * it does, as in agents.mjs, {@code true|false} whether it streams. Prints its address. The SDK's handlers stand behind
 * the JDK's HTTP server, since its own one is an application of Quarkus.
 */
@SuppressWarnings("DefaultPackage") // It is run by its name alone.
public final class A2aAgentServer {
    private static final ObjectMapper JSON = Utils.OBJECT_MAPPER;

    private final AgentCard card;
    private final JSONRPCHandler handler;

    private A2aAgentServer(String url, String kind, boolean streaming, ExecutorService threads) {
        card = new AgentCard.Builder()
                .name("Java SDK agent")
                .description("An agent of the tests")
                .version("1.0.0")
                .url(url + "/a2a")
                .protocolVersion("0.3.0")
                .preferredTransport("JSONRPC")
                .capabilities(
                        new AgentCapabilities.Builder().streaming(streaming).build())
                .defaultInputModes(List.of("text/plain"))
                .defaultOutputModes(List.of("text/plain"))
                .skills(List.of(new AgentSkill.Builder()
                        .id("talk")
                        .name("Talk")
                        .description("Talks")
                        .tags(List.of("talk"))
                        .build()))
                .build();
        InMemoryTaskStore tasks = new InMemoryTaskStore();
        handler = new JSONRPCHandler(
                card,
                DefaultRequestHandler.create(
                        kind.equals("hello") ? new Greeter() : new Clerk(),
                        tasks,
                        new InMemoryQueueManager(tasks),
                        new InMemoryPushNotificationConfigStore(),
                        task -> {},
                        threads),
                threads);
    }

    public static void main(String... args) throws IOException {
        // The SDK looks for its own routes, which are replaced here.
        System.setProperty(AgentCardValidator.SKIP_JSONRPC_PROPERTY, "true");
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + http.getAddress().getPort();
        A2aAgentServer agent = new A2aAgentServer(url, args[0], Boolean.parseBoolean(args[1]), threads);
        http.setExecutor(threads);
        http.createContext("/.well-known/agent-card.json", exchange -> send(exchange, agent.card));
        http.createContext("/a2a", agent::rpc);
        http.start();
        System.out.println(url);
    }

    /** What the SDK's own routes do (A2AServerRoutes of its reference server). */
    private void rpc(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        ServerCallContext context = new ServerCallContext(UnauthenticatedUser.INSTANCE, Map.of(), Set.of());
        switch (request.path("method").asText()) {
            case "message/send" ->
                send(exchange, handler.onMessageSend(JSON.treeToValue(request, SendMessageRequest.class), context));
            case "tasks/get" ->
                send(exchange, handler.onGetTask(JSON.treeToValue(request, GetTaskRequest.class), context));
            case "tasks/cancel" ->
                send(exchange, handler.onCancelTask(JSON.treeToValue(request, CancelTaskRequest.class), context));
            case "message/stream" ->
                stream(
                        exchange,
                        handler.onMessageSendStream(
                                JSON.treeToValue(request, SendStreamingMessageRequest.class), context));
            case "tasks/resubscribe" ->
                stream(
                        exchange,
                        handler.onResubscribeToTask(
                                JSON.treeToValue(request, TaskResubscriptionRequest.class), context));
            default -> send(exchange, new JSONRPCErrorResponse(request.get("id"), new MethodNotFoundError()));
        }
    }

    private static void send(HttpExchange exchange, Object answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void stream(HttpExchange exchange, Flow.Publisher<SendStreamingMessageResponse> events)
            throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        CountDownLatch over = new CountDownLatch(1);
        events.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(SendStreamingMessageResponse event) {
                try {
                    out.write(("data: " + JSON.writeValueAsString(event) + "\n\n").getBytes(UTF_8));
                    out.flush();
                } catch (IOException e) {
                    over.countDown();
                }
            }

            @Override
            public void onError(Throwable thrown) {
                thrown.printStackTrace();
                over.countDown();
            }

            @Override
            public void onComplete() {
                over.countDown();
            }
        });
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static String heard(RequestContext context) {
        return context.getMessage().getParts().stream()
                .filter(TextPart.class::isInstance)
                .map(part -> ((TextPart) part).getText())
                .findFirst()
                .orElse("");
    }

    /** Answers with a message. */
    private static final class Greeter implements AgentExecutor {
        @Override
        public void execute(RequestContext context, EventQueue events) {
            events.enqueueEvent(new Message.Builder()
                    .messageId(UUID.randomUUID().toString())
                    .role(Message.Role.AGENT)
                    .contextId(context.getContextId())
                    .parts(List.of(new TextPart("Hello, you said: " + heard(context))))
                    .build());
        }

        @Override
        public void cancel(RequestContext context, EventQueue events) {}
    }

    /** Asks back once in a task, then completes it with an artifact. */
    private static final class Clerk implements AgentExecutor {
        @Override
        public void execute(RequestContext context, EventQueue events) {
            TaskUpdater task = new TaskUpdater(context, events);
            List<Part<?>> words = List.of(new TextPart(
                    context.getTask() == null
                            ? "What is \"" + heard(context) + "\"?"
                            : "Receipt for: " + heard(context)));
            if (context.getTask() == null) {
                task.submit();
                task.startWork(task.newAgentMessage(List.of(new TextPart("Thinking")), null));
                task.requiresInput(task.newAgentMessage(words, null), true);
            } else {
                task.startWork(task.newAgentMessage(List.of(new TextPart("Writing")), null));
                task.addArtifact(words);
                task.complete();
            }
        }

        @Override
        public void cancel(RequestContext context, EventQueue events) {
            new TaskUpdater(context, events).cancel();
        }
    }
}
