package me.fhir.chitchat.a2a;

import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Task ids and context ids: handles of conversations, void under another configuration. A context is named after the
 * conversation that began it; a later one says so in its Meta.
 */
record TaskNames(Handles handles, ConversationStore store) {
    /** Where a conversation's Meta says, in {@code custom}, which conversation began its context. */
    static final String CONTEXT_OF = "bridgeContextOf";

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final String TASK = "a2a-task";
    private static final String CONTEXT = "a2a-context";

    TaskIds of(Config64 config, Head head) {
        return new TaskIds(
                head.conversation(), handles.of(config, TASK, head), handles.of(config, CONTEXT, beginner(head)));
    }

    private Head beginner(Head head) {
        return store.conversation(head.conversation())
                .map(conversation -> contextOf(custom(conversation.metadata()), head.conversation()))
                .filter(number -> number != head.conversation())
                .flatMap(store::head)
                .orElse(head);
    }

    /** The conversation that began the context of another, as the other's {@code custom} says. */
    static long contextOf(JsonObject custom, long conversation) {
        String number = custom.raw(CONTEXT_OF);
        return number != null && NUMBER.matcher(number).matches() ? Long.parseLong(number) : conversation;
    }

    /** The conversation that began a context; nothing for a context that nobody here gave out. */
    Optional<Head> beginner(Config64 config, String contextId) {
        return handles.find(config, CONTEXT, contextId);
    }

    private static JsonObject custom(RawJson meta) {
        if (!meta.text().contains(CONTEXT_OF)) {
            return JsonObject.EMPTY;
        }
        try {
            JsonObject custom = JsonObject.parse(meta.text()).object("custom");
            return custom == null ? JsonObject.EMPTY : custom;
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored Meta must be a JSON object", e);
        }
    }

    /** The conversation of a task id; -32001 when nobody here gave it out. */
    Head require(Config64 config, String taskId) {
        return handles.find(config, TASK, taskId)
                .orElseThrow(() -> A2aError.TASK_NOT_FOUND.because("There is no such task at this address."));
    }

    /** The conversation to go on with, if the message names one; -32602 when its context is another. */
    Optional<Head> addressed(Config64 config, Incoming message) {
        if (message.taskId() == null) {
            return Optional.empty();
        }
        Head head = require(config, message.taskId());
        String contextId = message.contextId();
        if (contextId != null && !contextId.equals(of(config, head).contextId())) {
            throw A2aError.INVALID_PARAMS.because("message.contextId is not the context of message.taskId.");
        }
        return Optional.of(head);
    }

    /** What the Meta of a new conversation says of its context; -32001 for a context that nobody here gave out. */
    JsonObject stamp(Config64 config, @Nullable String contextId) {
        if (contextId == null) {
            return JsonObject.EMPTY;
        }
        Head beginner = beginner(config, contextId)
                .orElseThrow(() -> A2aError.TASK_NOT_FOUND.because(
                        "There is no such context at this address; leave contextId out to begin a new one."));
        return JsonObject.EMPTY.with(CONTEXT_OF, String.valueOf(beginner.conversation()));
    }
}
