package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.json.CompactJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.LenientJson;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.Purpose;
import org.jspecify.annotations.Nullable;

/** Answers in the place of a scenario's simulated tools, from what the calling agent's side knows. */
final class Oracle {
    private static final int TRIES = 2;
    /** Members in which models put the output that they were asked for. */
    private static final List<String> OUTPUTS = List.of("output", "result", "document", "response", "data");

    private final PlannerSettings settings;

    /** A tool's answer. */
    sealed interface Reply {}

    /** The JSON value that the tool returns. */
    record Output(String json) implements Reply {}

    /** Why the tool could not be used, for the model that called it. */
    record ToolError(String reason) implements Reply {}

    Oracle(PlannerSettings settings) {
        this.settings = settings;
    }

    /** Executes a tool as the step says. The same call gets the answer that stands in the memory already. */
    Reply execute(Playbook book, RoleTool tool, ModelAnswer.Step step, AgentMemory memory, CallLabel label)
            throws ModelException, InterruptedException {
        Optional<String> mismatch = ArgumentCheck.mismatch(tool.inputSchema(), step.args());
        if (mismatch.isPresent()) {
            return new ToolError(mismatch.get());
        }
        Optional<String> earlier = memory.earlierAnswer(tool.name(), step.args());
        if (earlier.isPresent()) {
            return new Output(earlier.get());
        }
        OraclePrompt prompt =
                new OraclePrompt(book, tool, step, memory, settings.limits().oracleLimits());
        Purpose purpose = new OracleCall(
                book.role(),
                book.instructions(),
                tool,
                step.args(),
                book.oracle().allSeeing().contains(tool.name()) ? book.oracle().othersKnowledge() : List.of(),
                SentMessage.of(memory));
        return ask(tool, new ArrayList<>(prompt.messages()), purpose, label);
    }

    private Reply ask(RoleTool tool, List<ChatMessage> messages, Purpose purpose, CallLabel label)
            throws ModelException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            String answer = complete(new ChatRequest(
                    messages, settings.options().choice(), settings.options().sampling(), List.of(), label, purpose));
            Optional<String> output = output(answer, tool.name());
            if (output.isPresent()) {
                return new Output(output.get());
            }
            messages.add(ChatMessage.assistant(answer.isBlank() ? "(nothing)" : answer));
            messages.add(ChatMessage.user(
                    OraclePrompt.correction(answer.isBlank() ? "it was empty" : "it has no object \"output\"")));
        }
        return new ToolError("The tool " + tool.name() + " gave no usable answer; try again or do without it.");
    }

    /** The text of the answer: what was called like a tool counts as well, and no answer is an empty one. */
    private String complete(ChatRequest request) throws ModelException, InterruptedException {
        try {
            ChatResponse response = settings.model().complete(request);
            return response.content().isBlank() && !response.toolCalls().isEmpty()
                    ? response.toolCalls().get(0).arguments()
                    : response.content();
        } catch (ModelException e) {
            if (e.failure().kind() != FailureKind.EMPTY) {
                throw e;
            }
            return "";
        }
    }

    /** The output of an answer: an object, or a text that becomes a document. */
    private static Optional<String> output(String answer, String tool) {
        for (Json.Object object : LenientJson.objects(decoded(answer))) {
            Optional<String> output = OUTPUTS.stream()
                    .flatMap(name -> output(object.get(name), tool).stream())
                    .findFirst();
            if (output.isPresent()) {
                return output;
            }
            if (object.text("content") != null) {
                return Optional.of(CompactJson.of(object));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> output(@Nullable Json value, String tool) {
        if (value instanceof Json.Object || value instanceof Json.Array) {
            return Optional.of(CompactJson.of(value));
        }
        String text = value instanceof Json.Text written ? written.value() : "";
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (text.strip().startsWith("{")) {
            List<Json.Object> objects = LenientJson.objects(text);
            if (objects.size() == 1) {
                return Optional.of(CompactJson.of(objects.get(0)));
            }
        }
        return Optional.of(
                JsonWriter.object(json -> json.text("name", tool + ".md").text("content", text)));
    }

    /** The text itself, or the text inside a JSON string. */
    private static String decoded(String answer) {
        try {
            return answer.strip().startsWith("\"") && Json.parse(answer.strip()) instanceof Json.Text inner
                    ? inner.value()
                    : answer;
        } catch (JsonSyntaxException e) {
            return answer;
        }
    }
}
