package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Completes the messages of players that are not planned here with what the tools of their role have made. */
public final class OutsideMessages {
    private OutsideMessages() {}

    /** A message as it is sent. */
    public record CompletedMessage(Json.Object payload, Finality finality) {}

    /** Whether a message attaches a file by its name alone. */
    public static boolean attachesByName(Json.Object payload) {
        return payload.elements("attachments").stream().anyMatch(attachment -> namedFile(attachment) != null);
    }

    /**
     * Puts in the content of files that are attached by their name alone. After the use of a tool that ends the conversation
     * the message is the last one and carries the tool's outcome and documents.
     *
     * @param payload a message payload as on the wire
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the attachment that is not a file in reach
     */
    public static CompletedMessage complete(TurnContext context, Json.Object payload, Finality asked) {
        Optional<Playbook> book = context.scenario().flatMap(scenario -> Playbook.of(scenario, context.agentId()));
        if (book.isEmpty()) {
            return new CompletedMessage(payload, asked);
        }
        AgentMemory memory = AgentMemory.of(context);
        RoleTool decision =
                MessageAssembler.decision(book.get(), memory, context.turn()).orElse(null);
        JsonEdit completed = JsonEdit.of(payload);
        if (decision != null || attachesByName(payload)) {
            List<String> attachments = attachments(context, memory, payload, decision);
            completed.set("attachments", json -> json.values(attachments, JsonWriter::raw));
        }
        if (decision != null) {
            completed.set("outcome", outcome(payload, decision)::write);
        }
        return new CompletedMessage(completed.object(), decision == null ? asked : Finality.CONVERSATION);
    }

    /** The attachments as JSON texts: those that were given, and behind them what the decision has made. */
    private static List<String> attachments(
            TurnContext context, AgentMemory memory, Json.Object payload, @Nullable RoleTool decision) {
        List<String> attachments = new ArrayList<>();
        List<SharedFile> named = new ArrayList<>();
        for (Json given : payload.elements("attachments")) {
            String name = namedFile(given);
            if (name == null) {
                attachments.add(given.raw());
            } else {
                SharedFile file = memory.file(name)
                        .orElseThrow(() -> ConversationException.invalid("attachments: " + memory.noSuchFile(name)
                                + " A document of your own needs contentType and content."));
                named.add(file);
            }
        }
        if (decision != null) {
            MessageAssembler.decisionFiles(decision, memory, context.turn()).stream()
                    .filter(file -> !named.contains(file))
                    .forEach(named::add);
        }
        MessageAssembler.attachments(context, named)
                .forEach(document ->
                        attachments.add(JsonWriter.object(json -> MessageAssembler.attachment(json, document))));
        return attachments;
    }

    /** The name of an attachment that has nothing but a name; null for any other. */
    private static @Nullable String namedFile(Json attachment) {
        return attachment instanceof Json.Object object && !object.has("content") ? object.text("name") : null;
    }

    private static JsonEdit outcome(Json.Object payload, RoleTool decision) {
        Json.Object given = payload.object("outcome");
        return JsonEdit.of(given == null ? Json.Object.EMPTY : given)
                .text("status", String.valueOf(decision.endStatus()));
    }
}
