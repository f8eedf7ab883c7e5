package me.fhir.chitchat.a2a;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import me.fhir.chitchat.a2a.A2aMethods.A2aCall;

/** A method of the protocol, by the kind of answer it gives. */
sealed interface Method {
    /** The error of 1.0 for a call that a task does not take because it has ended. */
    default A2aError onFinalized() {
        return A2aError.UNSUPPORTED_OPERATION;
    }

    /** Answered with one result, which is put together when there is a place for it. */
    record Answering(Function<A2aCall, CompletionStage<Supplier<String>>> call, A2aError onFinalized)
            implements Method {
        Answering(Function<A2aCall, CompletionStage<Supplier<String>>> call) {
            this(call, A2aError.UNSUPPORTED_OPERATION);
        }
    }

    /** Answered with a stream of events. */
    record Streaming(Function<A2aCall, CompletionStage<TaskStream>> call) implements Method {}

    /** The names of A2A 0.3 (section 3.5.6). */
    static Map<String, Method> of03(A2aMethods methods) {
        Map<String, Method> table = new HashMap<>();
        table.put("message/send", new Answering(methods::send));
        table.put("message/stream", new Streaming(methods::stream));
        table.put("tasks/get", new Answering(methods::get));
        table.put("tasks/cancel", new Answering(methods::cancel));
        table.put("tasks/resubscribe", new Streaming(methods::subscribe));
        table.put("tasks/subscribe", new Streaming(methods::subscribe));
        table.put("agent/getAuthenticatedExtendedCard", new Answering(A2aMethods::extendedCard));
        for (String push : new String[] {"set", "get", "list", "delete"}) {
            table.put("tasks/pushNotificationConfig/" + push, new Answering(A2aMethods::push));
        }
        return Map.copyOf(table);
    }

    /** The names of A2A 1.0 (section 5.3). */
    static Map<String, Method> of10(A2aMethods methods, TaskList list) {
        Map<String, Method> table = new HashMap<>();
        table.put("SendMessage", new Answering(methods::send));
        table.put("SendStreamingMessage", new Streaming(methods::stream));
        table.put("GetTask", new Answering(methods::get));
        table.put("ListTasks", new Answering(list::list));
        table.put("CancelTask", new Answering(methods::cancel, A2aError.TASK_NOT_CANCELABLE));
        table.put("SubscribeToTask", new Streaming(methods::subscribe));
        table.put("GetExtendedAgentCard", new Answering(A2aMethods::extendedCard));
        for (String push : new String[] {"Create", "Get", "Delete"}) {
            table.put(push + "TaskPushNotificationConfig", new Answering(A2aMethods::push));
        }
        table.put("ListTaskPushNotificationConfigs", new Answering(A2aMethods::push));
        // The name in drafts of 1.0, so that their clients get the same error.
        table.put("ListTaskPushNotificationConfig", new Answering(A2aMethods::push));
        return Map.copyOf(table);
    }
}
