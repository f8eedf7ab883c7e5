package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs why agents did not restart: one line per reason, however many agents. */
final class RestartReport {
    private static final Logger LOG = LoggerFactory.getLogger(RestartReport.class);
    private static final int MAX_NAMED = 5;

    private final List<Long> stuck = new ArrayList<>();
    private final List<Long> refused = new ArrayList<>();
    private final List<Long> failed = new ArrayList<>();
    private @Nullable String firstRefusal;
    private @Nullable RuntimeException firstFailure;

    /** The same turn was begun too often. */
    void stuck(long conversation) {
        stuck.add(conversation);
    }

    void refused(long conversation, ConversationException refusal) {
        firstRefusal = refused.isEmpty() ? refusal.sentence() : firstRefusal;
        refused.add(conversation);
    }

    void failed(long conversation, RuntimeException failure) {
        firstFailure = failed.isEmpty() ? failure : firstFailure;
        failed.add(conversation);
    }

    /** There is no room for the agents of so many conversations yet. */
    static void waiting(int conversations, int most) {
        LOG.warn(
                "The agents of {} conversations are not started again yet: at most {} agents run here. They start when"
                        + " others have ended.",
                conversations,
                most);
    }

    /** Writes what there is to say. */
    void log() {
        if (!stuck.isEmpty()) {
            LOG.warn(
                    "The agents of {} are not started again: their turn was begun {} times and never got further."
                            + " Ensure them again to try once more.",
                    named(stuck),
                    AgentRestarts.MAX_REPLAYS);
        }
        if (!refused.isEmpty()) {
            LOG.warn("The agents of {} were not started again; the first: {}", named(refused), firstRefusal);
        }
        if (!failed.isEmpty()) {
            LOG.error("The agents of {} were not started again; why the first:", named(failed), firstFailure);
        }
    }

    private static String named(List<Long> conversations) {
        List<String> first =
                conversations.stream().limit(MAX_NAMED).map(String::valueOf).toList();
        return conversations.size() == 1
                ? "conversation " + first.get(0)
                : conversations.size() + " conversations (" + String.join(", ", first)
                        + (conversations.size() > MAX_NAMED ? ", …" : "") + ")";
    }
}
