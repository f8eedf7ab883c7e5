package me.fhir.chitchat.a2a;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.world.Brief;
import org.jspecify.annotations.Nullable;

/**
 * Task ids, which are handles of conversations, and context ids; both are void under another configuration.
 *
 * @param brief the brief of the participant's role; empty for none
 */
record TaskNames(Handles handles, ConversationStore store, Function<Participant, Optional<Brief>> brief) {
    /** Where the Meta of an earlier server's conversation says, in {@code custom}, which one began its context. */
    private static final String CONTEXT_OF = "bridgeContextOf";

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final String TASK = "a2a-task";
    private static final String CONTEXT = "a2a-context";

    TaskIds of(Participant participant, Head head) {
        return new TaskIds(
                head.conversation(),
                handles.of(participant, TASK, head),
                contextId(participant, head),
                brief.apply(participant).map(Brief::json).orElse(null));
    }

    private String contextId(Participant participant, Head head) {
        Optional<Conversation> conversation = store.conversation(head.conversation());
        return conversation
                .map(Conversation::origin)
                .map(Origin::context)
                // Until origins were stored, a context was named after the conversation that began it.
                .orElseGet(() -> handles.of(
                        participant,
                        CONTEXT,
                        conversation
                                .flatMap(found -> beginner(found.metadata()))
                                .orElse(head)));
    }

    private Optional<Head> beginner(RawJson meta) {
        if (!meta.text().contains(CONTEXT_OF)) {
            return Optional.empty();
        }
        Json.Object custom = StoredJson.object(meta.text()).object("custom");
        return Optional.ofNullable(custom == null ? null : custom.raw(CONTEXT_OF))
                .filter(number -> NUMBER.matcher(number).matches())
                .flatMap(number -> store.head(Long.parseLong(number)));
    }

    /** The conversation of a task id; -32001 when this address did not give it out. */
    Head require(Participant participant, String taskId) {
        return handles.find(participant, TASK, taskId)
                .orElseThrow(() -> new A2aException(A2aError.TASK_NOT_FOUND, "There is no such task at this address."));
    }

    /** The conversation of a message that names its task; -32602 when its context is another. */
    Head addressed(Participant participant, String taskId, @Nullable String contextId) {
        Head head = require(participant, taskId);
        if (contextId != null && !contextId.equals(contextId(participant, head))) {
            throw new A2aException(A2aError.INVALID_PARAMS, "message.contextId is not the context of message.taskId.");
        }
        return head;
    }

    /** Refuses a context that is not the one of this conversation; -32001. */
    void requireContext(Participant participant, Head head, @Nullable String contextId) {
        if (contextId != null && !contextId.equals(contextId(participant, head))) {
            throw new A2aException(A2aError.TASK_NOT_FOUND, "There is no such context at this address.");
        }
    }
}
