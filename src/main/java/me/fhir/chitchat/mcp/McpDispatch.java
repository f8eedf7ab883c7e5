package me.fhir.chitchat.mcp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.jsonrpc.JsonRpcText;

/** Answers requests, alone or in a batch, in the generation that each speaks. */
record McpDispatch(McpMethods methods, Supplier<Participant> participant) {
    /** The answer to come; a notification gets none but its receipt. */
    CompletableFuture<McpResponse> answer(McpGeneration.Headers headers, JsonRpcMessage.Request request) {
        return answered(participant.get(), headers, request)
                .thenApply(answer ->
                        answer.map(json -> McpResponse.json(200, json)).orElseGet(McpDispatch::received));
    }

    /** The answers to come, in the order of the requests; notifications get none. */
    CompletableFuture<McpResponse> answer(McpGeneration.Headers headers, Batch batch) {
        Participant played = participant.get();
        List<CompletableFuture<Optional<String>>> answers = batch.requests().stream()
                .map(request -> inBatch(played, headers, request))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> together(answers));
    }

    private static McpResponse together(List<CompletableFuture<Optional<String>>> answers) {
        List<String> given =
                answers.stream().flatMap(answer -> answer.join().stream()).toList();
        return given.isEmpty() ? received() : McpResponse.json(200, JsonWriter.list(given, JsonWriter::raw));
    }

    /** One request's failure is an answer among the others. */
    private CompletableFuture<Optional<String>> inBatch(
            Participant played, McpGeneration.Headers headers, JsonRpcMessage.Request request) {
        CompletableFuture<Optional<String>> answer;
        try {
            answer = answered(played, headers, request);
        } catch (McpRefusal refusal) {
            answer = CompletableFuture.failedFuture(refusal);
        }
        return answer.exceptionally(failure -> request.notification()
                ? Optional.empty()
                : Optional.of(JsonRpcText.error(
                        request.id(), McpResponses.refusal(failure).error())));
    }

    private CompletableFuture<Optional<String>> answered(
            Participant played, McpGeneration.Headers headers, JsonRpcMessage.Request request) {
        McpGeneration generation = McpGeneration.of(request, headers);
        return request.notification()
                ? CompletableFuture.completedFuture(Optional.empty())
                : methods.call(generation, played, request)
                        .thenApply(result -> Optional.of(JsonRpcText.result(request.id(), result)));
    }

    private static McpResponse received() {
        return McpResponse.empty(202);
    }
}
