package me.fhir.chitchat.a2a;

import java.util.Optional;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/** Task ids and context ids: handles of conversations, void under another configuration. */
record TaskNames(Handles handles) {
    private static final String TASK = "a2a-task";
    private static final String CONTEXT = "a2a-context";

    TaskIds of(Config64 config, Head head) {
        return new TaskIds(
                head.conversation(), handles.of(config, TASK, head), handles.of(config, CONTEXT, head));
    }

    /** The conversation of a task id; -32001 when nobody here gave it out. */
    Head require(Config64 config, String taskId) {
        return handles.find(config, TASK, taskId)
                .orElseThrow(() -> A2aError.TASK_NOT_FOUND.because("There is no such task at this address."));
    }

    /** The conversation to go on with, if the message names one; -32602 when its context is another. */
    Optional<Head> addressed(Config64 config, Incoming message) {
        String taskId = message.taskId();
        if (taskId == null) {
            requireContext(config, message.contextId());
            return Optional.empty();
        }
        Head head = require(config, taskId);
        String contextId = message.contextId();
        if (contextId != null && !contextId.equals(of(config, head).contextId())) {
            throw A2aError.INVALID_PARAMS.because("message.contextId is not the context of message.taskId.");
        }
        return Optional.of(head);
    }

    private void requireContext(Config64 config, @Nullable String contextId) {
        if (contextId != null && handles.find(config, CONTEXT, contextId).isEmpty()) {
            throw A2aError.TASK_NOT_FOUND.because(
                    "There is no such context at this address; leave contextId out to begin a new one.");
        }
    }

    Optional<Head> ofContext(Config64 config, String contextId) {
        return handles.find(config, CONTEXT, contextId);
    }
}
