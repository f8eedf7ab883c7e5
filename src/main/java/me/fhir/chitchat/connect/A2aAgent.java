package me.fhir.chitchat.connect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** A local A2A server, 0.3 or 1.0, which gets the messages of the others and whose answer is sent. For one thread. */
final class A2aAgent implements LocalAgent {
    private static final Duration LONGEST_CALL = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String address;
    private final Map<String, String> headers;
    private @Nullable A2aCard card;
    private @Nullable String contextId;
    private @Nullable String taskId;

    A2aAgent(String address) {
        this(address, Map.of());
    }

    /** An agent at an address that is sent further headers, such as {@code Authorization}, with every request. */
    A2aAgent(String address, Map<String, String> headers) {
        this.address = address;
        this.headers = Map.copyOf(headers);
    }

    @Override
    public LocalReply answer(SeatState state) throws AgentFailedException, InterruptedException {
        A2aCard server = card;
        if (server == null) {
            server = A2aCard.of(http, address, headers);
            card = server;
        }
        A2aAnswer answer =
                A2aAnswer.of(call(server, server.modern() ? "SendMessage" : "message/send", params(server, state)));
        long giveUp = System.nanoTime() + LONGEST_CALL.toNanos();
        while (answer.working()) {
            if (System.nanoTime() > giveUp) {
                throw new AgentFailedException(
                        "The agent has been working for " + LONGEST_CALL.toMinutes() + " minutes.");
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            String task = String.valueOf(answer.taskId());
            answer = A2aAnswer.of(call(
                    server,
                    server.modern() ? "GetTask" : "tasks/get",
                    JsonWriter.object(json -> json.text("id", task))));
        }
        contextId = answer.contextId();
        taskId = answer.open() ? answer.taskId() : null;
        return answer.reply();
    }

    /** A card may name an endpoint on another host, which must not be sent the secrets of this one. */
    private boolean isOwn(URI endpoint) {
        URI named = URI.create(address);
        return String.valueOf(named.getAuthority()).equalsIgnoreCase(endpoint.getAuthority())
                && String.valueOf(named.getScheme()).equalsIgnoreCase(endpoint.getScheme());
    }

    private String params(A2aCard server, SeatState state) {
        return JsonWriter.object(json -> {
            json.object("message", message -> {
                message.text("messageId", UUID.randomUUID().toString())
                        .text("role", server.modern() ? "ROLE_USER" : "user")
                        .optionalText("contextId", contextId)
                        .optionalText("taskId", taskId);
                if (!server.modern()) {
                    message.text("kind", "message");
                }
                message.list("parts", List.of(words(state)), (list, words) -> {
                    list.beginObject();
                    if (!server.modern()) {
                        list.text("kind", "text");
                    }
                    list.text("text", words).endObject();
                });
            });
            if (!server.modern()) {
                json.object("configuration", configuration -> configuration.flag("blocking", true));
            }
        });
    }

    /** The messages of the others; before the first one, the agent's task. */
    private static String words(SeatState state) {
        if (state.news().isEmpty()) {
            Json.Object role = state.role();
            String opening = role == null ? null : role.text("messageToUseWhenInitiatingConversation");
            String situation = role == null ? null : role.text("situation");
            return "You are " + state.agentId() + ". " + (situation == null ? "" : situation + " ")
                    + "Begin the conversation" + (opening == null ? "." : ", for example with: " + opening);
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

    private Json.Object call(A2aCard server, String method, String params)
            throws AgentFailedException, InterruptedException {
        String body = JsonWriter.object(json -> json.text("jsonrpc", "2.0")
                .text("id", UUID.randomUUID().toString())
                .text("method", method)
                .raw("params", params));
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.endpoint())
                    .timeout(LONGEST_CALL)
                    .header("Content-Type", "application/json")
                    .header("A2A-Version", server.modern() ? "1.0" : "0.3")
                    .POST(BodyPublishers.ofString(body));
            if (isOwn(server.endpoint())) {
                headers.forEach(request::header);
            }
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            Json.Object frame = Json.objectOrNull(answer.body());
            Json.Object result = frame == null ? null : frame.object("result");
            if (result == null) {
                Json.Object error = frame == null ? null : frame.object("error");
                throw new AgentFailedException("The agent answered " + method + " with "
                        + (error == null ? "status " + answer.statusCode() : error.text("message")) + ".");
            }
            return result;
        } catch (IOException e) {
            throw new AgentFailedException("The agent did not answer " + method + ": " + e.getMessage());
        }
    }
}
