package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.json.LenientJson;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.Purpose;
import me.fhir.chitchat.llm.Sampling;
import org.jspecify.annotations.Nullable;

/** Answers in the place of a scenario's simulated tools, from what the calling agent's side knows. */
final class Oracle {
    private static final int ASKED = 2;

    private final ChatModel model;
    private final ModelChoice choice;

    /** A tool's answer. */
    sealed interface Answer {}

    /** The JSON value that the tool returns. */
    record Output(String json) implements Answer {}

    /** Why the tool could not be used, for the model that called it. */
    record ToolError(String reason) implements Answer {}

    Oracle(ChatModel model, ModelChoice choice) {
        this.model = model;
        this.choice = choice;
    }

    /**
     * Executes a tool. The same call gets the answer that stands in the journal already.
     *
     * @param arguments the text of a JSON object
     */
    Answer execute(Playbook book, RoleTool tool, String arguments, Journal journal, CallLabel label)
            throws ModelException, InterruptedException {
        Optional<String> mismatch = ArgumentCheck.mismatch(tool.inputSchema(), arguments);
        if (mismatch.isPresent()) {
            return new ToolError(mismatch.get());
        }
        Optional<String> earlier = journal.earlierAnswer(tool.name(), arguments);
        if (earlier.isPresent()) {
            return new Output(earlier.get());
        }
        return ask(book, tool, arguments, journal, label);
    }

    private Answer ask(Playbook book, RoleTool tool, String arguments, Journal journal, CallLabel label)
            throws ModelException, InterruptedException {
        List<ChatMessage> messages = new ArrayList<>(OraclePrompt.messages(book, tool, arguments, journal));
        Purpose purpose = new OracleCall(
                book.role(),
                book.instructions(),
                tool,
                arguments,
                book.allSeeing().contains(tool.name()) ? book.othersKnowledge() : List.of(),
                SentMessage.of(journal));
        for (int i = 0; i < ASKED; i++) {
            String answer = model.complete(
                            new ChatRequest(messages, choice, Sampling.DEFAULT, List.of(), label, purpose))
                    .content();
            Optional<String> output = output(answer, tool.name());
            if (output.isPresent()) {
                return new Output(output.get());
            }
            messages.add(ChatMessage.assistant(answer.isBlank() ? "(nothing)" : answer));
            messages.add(ChatMessage.user(OraclePrompt.correction("it has no object \"output\"")));
        }
        return new ToolError("The tool " + tool.name() + " gave no usable answer; try again or do without it.");
    }

    /** The output of an answer: an object, or a text that becomes a document. */
    private static Optional<String> output(String answer, String tool) {
        for (Map<String, @Nullable Object> object : LenientJson.objects(answer)) {
            Object output = object.get("output");
            if (output instanceof Map<?, ?> || output instanceof List<?>) {
                return Optional.of(JsonText.write(output));
            }
            if (output instanceof String text && !text.isBlank()) {
                return Optional.of(JsonText.write(Map.of("name", tool + ".md", "content", text)));
            }
            if (object.get("content") instanceof String) {
                return Optional.of(JsonText.write(object));
            }
        }
        return Optional.empty();
    }
}
