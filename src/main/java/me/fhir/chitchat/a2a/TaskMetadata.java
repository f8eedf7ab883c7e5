package me.fhir.chitchat.a2a;

/** What a task's {@code metadata} tells of the conversation behind it. */
final class TaskMetadata {
    private TaskMetadata() {}

    static String json(Task task) {
        return new Fields()
                .json("conversationId", String.valueOf(task.ids().conversation()))
                .json("outcome", task.outcome())
                .end();
    }
}
