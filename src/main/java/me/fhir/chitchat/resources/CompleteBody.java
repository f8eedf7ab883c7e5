package me.fhir.chitchat.resources;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
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
    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_ELEMENTS = 10_000;

    private CompleteBody() {}

    /**
     * The request in a body; unknown fields are ignored.
     *
     * @throws ApiException when it is not a JSON object
     * @throws ValidationException naming every wrong field
     */
    static ChatRequest parse(Json.Object object) {
        FieldErrors errors = new FieldErrors();
        JsonFields fields = JsonFields.of(object, "", errors::add);
        ChatRequest request = new ChatRequest(
                messages(fields),
                new ModelChoice(name(fields, "provider"), name(fields, "model")),
                new Sampling(fields.optionalNumber("temperature", 0, 2), integer(fields, "maxTokens", 1)),
                tools(fields),
                label(fields.optionalObject("loggingMetadata")),
                Purpose.CHAT);
        if (!errors.isEmpty()) {
            throw new ValidationException(errors.byPath());
        }
        return request;
    }

    private static List<ChatMessage> messages(JsonFields fields) {
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonFields message : limited(fields, "messages")) {
            messages.add(new ChatMessage(role(message), message.name("content")));
        }
        if (messages.isEmpty() && fields.object().get("messages") instanceof Json.Array) {
            fields.report("messages", "must not be empty");
        }
        return messages;
    }

    /** The objects of a list; none, and a report, when there are too many. */
    private static List<JsonFields> limited(JsonFields fields, String name) {
        int count = fields.object().elements(name).size();
        if (count > MAX_ELEMENTS) {
            fields.report(name, "must have at most " + MAX_ELEMENTS + " elements, has " + count);
            return List.of();
        }
        return fields.objects(name);
    }

    private static ChatMessage.Role role(JsonFields message) {
        String role = message.object().text("role");
        return switch (role == null ? "" : role) {
            case "system" -> ChatMessage.Role.SYSTEM;
            case "assistant" -> ChatMessage.Role.ASSISTANT;
            case "user" -> ChatMessage.Role.USER;
            default -> {
                message.report("role", "must be system, user or assistant");
                yield ChatMessage.Role.USER;
            }
        };
    }

    private static @Nullable String name(JsonFields fields, String field) {
        String name = fields.optionalName(field);
        if (name != null && (name.length() > MAX_NAME_LENGTH || name.chars().anyMatch(Character::isISOControl))) {
            fields.report(field, "must be at most " + MAX_NAME_LENGTH + " characters, and no control characters");
        }
        return name;
    }

    private static @Nullable Integer integer(JsonFields fields, String name, int least) {
        Long value = fields.optionalInteger(name, least, Integer.MAX_VALUE);
        return value == null ? null : value.intValue();
    }

    private static List<ToolDefinition> tools(JsonFields fields) {
        List<ToolDefinition> tools = new ArrayList<>();
        for (JsonFields tool : fields.has("tools") ? limited(fields, "tools") : List.<JsonFields>of()) {
            tools.add(new ToolDefinition(
                    tool.name("name"),
                    tool.text("description"),
                    tool.object("parameters").object().raw()));
        }
        return tools;
    }

    private static CallLabel label(@Nullable JsonFields given) {
        if (given == null) {
            return CallLabel.NONE;
        }
        return new CallLabel(
                word(given, "conversationId"),
                word(given, "agentName"),
                integer(given, "turnNumber", 0),
                word(given, "scenarioId"),
                word(given, "stepDescriptor"),
                word(given, "requestId"));
    }

    /** An optional name; numbers will do, they are often names. */
    private static @Nullable String word(JsonFields fields, String name) {
        return fields.object().get(name) instanceof Json.Number number && number.isInteger()
                ? number.raw()
                : fields.optionalName(name);
    }
}
