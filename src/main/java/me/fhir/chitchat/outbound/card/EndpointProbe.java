package me.fhir.chitchat.outbound.card;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundFailure;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.outbound.OutboundReply;
import me.fhir.chitchat.outbound.OutboundRequest;

/** Asks an endpoint for a task that does not exist: a server of the protocol answers so, without side effects. */
final class EndpointProbe {
    /** Invalid request, method not found, version not supported: what a server of another version may say. */
    private static final Set<Long> OTHER_VERSION = Set.of(-32600L, -32601L, -32009L);

    private final OutboundClient client;
    private final OutboundHeaders headers;
    private final URI given;

    /** @param given the address that the headers are for */
    EndpointProbe(OutboundClient client, OutboundHeaders headers, URI given) {
        this.client = client;
        this.headers = headers;
        this.given = given;
    }

    /** Why the endpoint does not speak its dialect; empty when it does. */
    Optional<OutboundException> failure(AgentEndpoint endpoint, Deadline deadline) throws InterruptedException {
        boolean own = endpoint.mayHaveHeadersOf(given);
        try {
            OutboundRequest request = request(endpoint, deadline)
                    .with("A2A-Version", endpoint.dialect().version());
            OutboundReply reply = client.send(own ? request.with(headers) : request);
            Optional<OutboundException> failure = judge(endpoint, reply);
            return own || headers.isEmpty() ? failure : failure.map(EndpointProbe::withoutHeaders);
        } catch (OutboundException e) {
            return Optional.of(own || e.failure() != OutboundFailure.FORBIDDEN_ADDRESS ? e : inCard(e));
        }
    }

    private static OutboundException withoutHeaders(OutboundException e) {
        return e.failure() == OutboundFailure.UNAUTHORIZED
                ? new OutboundException(
                        e.failure(), e.getMessage() + " It is not on the host that the header was given for.")
                : e;
    }

    private static OutboundException inCard(OutboundException e) {
        return new OutboundException(
                e.failure(), "The agent card names an endpoint that this server does not call. " + e.getMessage());
    }

    private static OutboundRequest request(AgentEndpoint endpoint, Deadline deadline) throws OutboundException {
        String task = UUID.randomUUID().toString();
        if (endpoint.dialect() == A2aDialect.HTTP_JSON_10) {
            String base = endpoint.uri().toString().replaceFirst("/+$", "");
            String tenant = endpoint.tenant() == null ? "" : "/" + segment(endpoint.tenant());
            return OutboundRequest.get(URI.create(base + tenant + "/tasks/" + task), deadline.left());
        }
        String method = endpoint.dialect() == A2aDialect.JSONRPC_10 ? "GetTask" : "tasks/get";
        String body = JsonWriter.object(json -> json.text("jsonrpc", "2.0")
                .text("id", task)
                .text("method", method)
                .object("params", params -> params.text("id", task).optionalText("tenant", endpoint.tenant())));
        return OutboundRequest.post(endpoint.uri(), body, deadline.left());
    }

    /** A text of the card's as one step of a path. */
    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<OutboundException> judge(AgentEndpoint endpoint, OutboundReply reply) {
        Optional<OutboundFailure> status = OutboundFailure.ofStatus(reply.status());
        if (status.filter(OutboundFailure.UNAUTHORIZED::equals).isPresent()) {
            return failed(OutboundFailure.UNAUTHORIZED, "The agent refused the call (HTTP " + reply.status() + ").");
        }
        Json.Object answer = Json.objectOrNull(reply.body());
        if (answer != null
                && (endpoint.dialect() == A2aDialect.HTTP_JSON_10 ? isRest(answer, status) : isRpc(answer))) {
            return judge(answer);
        }
        return switch (status.orElse(OutboundFailure.NOT_A2A)) {
            case NOT_FOUND -> failed(OutboundFailure.NOT_FOUND, "There is nothing at " + where(reply) + ".");
            case METHOD_NOT_ALLOWED ->
                failed(OutboundFailure.METHOD_NOT_ALLOWED, "Nothing may be posted to " + where(reply) + ".");
            case NOT_A2A -> failed(OutboundFailure.NOT_A2A, "What answers at " + where(reply) + " does not speak A2A.");
            default -> failed(OutboundFailure.BAD_RESPONSE, "The agent answered with HTTP " + reply.status() + ".");
        };
    }

    private static boolean isRpc(Json.Object answer) {
        Json.Object error = answer.object("error");
        return "2.0".equals(answer.text("jsonrpc")) || (error != null && error.get("code") instanceof Json.Number);
    }

    /** A task, or an error in one of the two forms that the binding has had. */
    private static boolean isRest(Json.Object answer, Optional<OutboundFailure> status) {
        return status.isEmpty() || answer.object("error") != null || answer.text("type") != null;
    }

    private static Optional<OutboundException> judge(Json.Object answer) {
        Json.Object error = answer.object("error");
        boolean other = error != null
                && error.get("code") instanceof Json.Number code
                && code.isInteger()
                && OTHER_VERSION.contains(code.clampedLong());
        return other
                ? failed(OutboundFailure.VERSION, "The agent does not know the methods of A2A 1.0 and 0.3.")
                : Optional.empty();
    }

    /** Without the query, which may hold a secret. */
    private static String where(OutboundReply reply) {
        return reply.uri().getHost() + reply.uri().getRawPath();
    }

    private static Optional<OutboundException> failed(OutboundFailure failure, String what) {
        return Optional.of(new OutboundException(failure, what));
    }
}
