package me.fhir.chitchat.a2a;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path of the HTTP+JSON binding below the base URL (A2A 1.0, section 11.3; 0.3, section 3.5.3).
 *
 * @param earlier whether it is one of 0.3, which begin with {@code v1/}
 * @param method the JSON-RPC method of 1.0 that does the same
 * @param httpMethods the HTTP methods that it takes
 * @param taskId the task in the path, or null where it names none
 */
record RestPath(
        boolean earlier,
        String method,
        List<String> httpMethods,
        @Nullable String taskId) {
    private static final Pattern TASK = Pattern.compile("tasks/([^/]+?)(:cancel|:subscribe)?");
    private static final Pattern PUSH = Pattern.compile("tasks/[^/]+/pushNotificationConfigs(?:/[^/]*)?");

    /** Reads what comes behind {@code a2a/}; empty for a path that the binding does not have. */
    static Optional<RestPath> of(String path) {
        boolean earlier = path.startsWith("v1/");
        String rest = earlier ? path.substring("v1/".length()) : path;
        return Optional.ofNullable(
                switch (rest) {
                    case "message:send" -> new RestPath(earlier, "SendMessage", List.of("POST"), null);
                    case "message:stream" -> new RestPath(earlier, "SendStreamingMessage", List.of("POST"), null);
                    case "tasks" -> new RestPath(earlier, "ListTasks", List.of("GET"), null);
                    case "extendedAgentCard", "card" ->
                        new RestPath(earlier, "GetExtendedAgentCard", List.of("GET"), null);
                    default -> ofTask(earlier, rest);
                });
    }

    private static @Nullable RestPath ofTask(boolean earlier, String rest) {
        if (PUSH.matcher(rest).matches()) {
            return new RestPath(earlier, "ListTaskPushNotificationConfigs", List.of("GET", "POST", "DELETE"), null);
        }
        Matcher task = TASK.matcher(rest);
        if (!task.matches()) {
            return null;
        }
        String id = QueryString.decoded(task.group(1));
        String verb = task.group(2);
        if (verb == null) {
            return new RestPath(earlier, "GetTask", List.of("GET"), id);
        }
        return verb.equals(":cancel")
                ? new RestPath(earlier, "CancelTask", List.of("POST"), id)
                : new RestPath(earlier, "SubscribeToTask", List.of("POST", "GET"), id);
    }

    A2aVersion version() {
        return earlier ? A2aVersion.V0_3 : A2aVersion.V1_0;
    }
}
