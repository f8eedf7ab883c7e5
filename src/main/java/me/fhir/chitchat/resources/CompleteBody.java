package me.fhir.chitchat.resources;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.Purpose;
import me.fhir.chitchat.llm.Sampling;
import me.fhir.chitchat.llm.ToolDefinition;
import me.fhir.chitchat.scenario.FieldErrors;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /llm/complete}. */
final class CompleteBody {
    private static final int LONGEST_NAME = 200;

    private CompleteBody() {}

    /**
     * The request in a body; fields that nobody here knows are ignored.
     *
     * @throws ApiException when it is no JSON object
     * @throws ValidationException naming every wrong field
     */
    static ChatRequest parse(JsonObject object) {
        FieldErrors errors = new FieldErrors();
        FieldReader fields = new FieldReader(object, "", errors);
        ChatRequest request = new ChatRequest(
                messages(fields),
                new ModelChoice(name(fields, "provider"), name(fields, "model")),
                new Sampling(fields.optionalNumber("temperature", 0, 2), fields.optionalInteger("maxTokens", 1)),
                tools(fields),
                label(fields.optionalObject("loggingMetadata")),
                Purpose.CHAT);
        if (!errors.isEmpty()) {
            throw new ValidationException(errors.byPath());
        }
        return request;
    }

    private static List<ChatMessage> messages(FieldReader fields) {
        List<ChatMessage> messages = new ArrayList<>();
        for (FieldReader message : fields.requiredObjects("messages")) {
            messages.add(new ChatMessage(role(message), message.requiredText("content")));
        }
        return messages;
    }

    private static ChatMessage.Role role(FieldReader message) {
        String role = message.object().string("role");
        return switch (role == null ? "" : role) {
            case "system" -> ChatMessage.Role.SYSTEM;
            case "assistant" -> ChatMessage.Role.ASSISTANT;
            case "user" -> ChatMessage.Role.USER;
            default -> {
                message.wrong("role", "must be system, user or assistant");
                yield ChatMessage.Role.USER;
            }
        };
    }

    private static @Nullable String name(FieldReader fields, String field) {
        String name = fields.optionalText(field);
        if (name != null && (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl))) {
            fields.wrong(field, "must be at most " + LONGEST_NAME + " characters, and no control characters");
        }
        return name;
    }

    private static List<ToolDefinition> tools(FieldReader fields) {
        List<ToolDefinition> tools = new ArrayList<>();
        for (FieldReader tool : fields.optionalObjects("tools")) {
            String name = tool.requiredText("name");
            String description = tool.object().string("description");
            if (description == null) {
                description = tool.requiredText("description");
            }
            tools.add(new ToolDefinition(name, description, tool.requiredObject("parameters")));
        }
        return tools;
    }

    private static CallLabel label(@Nullable FieldReader given) {
        if (given == null) {
            return CallLabel.NONE;
        }
        return new CallLabel(
                given.optionalName("conversationId"),
                given.optionalName("agentName"),
                given.optionalInteger("turnNumber", 0),
                given.optionalName("scenarioId"),
                given.optionalName("stepDescriptor"),
                given.optionalName("requestId"));
    }
}
