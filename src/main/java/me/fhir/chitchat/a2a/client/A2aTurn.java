package me.fhir.chitchat.a2a.client;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import me.fhir.chitchat.a2a.client.AgentHttp.AgentReply;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.outbound.card.A2aDialect;
import me.fhir.chitchat.runtime.concurrent.Backoff;
import me.fhir.chitchat.runtime.concurrent.Pause;
import org.jspecify.annotations.Nullable;

/**
 * One message to an agent and its answer, however the agent gives it: streamed, at once, or later. {@link #run} may be
 * called again after a failure; it then goes on with the agent's task when one is known, and otherwise sends the same
 * message under the same id. For one thread.
 */
public final class A2aTurn {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(15);
    /** The size limit of all streams of a turn together. */
    private static final long MAX_STREAMED = 16L * 1024 * 1024;

    private final A2aCalls calls;
    private boolean streams;
    private final AgentRequest message;
    private final AnswerFrames frames;
    private final TurnProgress progress;
    private final Pause pause;
    private @Nullable String task;
    private boolean follows;
    private long streamed;

    /**
     * The agent's endpoint, and the way to it.
     *
     * @param tenant what its card requires in each request (A2A 1.0, section 4.4.6); null for nothing
     */
    public record Line(
            AgentHttp http,
            URI endpoint,
            A2aDialect dialect,
            @Nullable String tenant,
            boolean streams) {}

    /** Notified of progress before the answer; on the calling thread. */
    public interface TurnProgress {
        /** Ignores all progress: nothing is kept over a restart. */
        TurnProgress IGNORED = new TurnProgress() {
            @Override
            public void accepted(String taskId, @Nullable String contextId) {
                // Not kept.
            }

            @Override
            public void alive() {
                // No caller waits for it.
            }

            @Override
            public void interimText(String text) {
                // It is not an answer.
            }
        };

        /** The agent has taken the message and works on it in this task. */
        void accepted(String taskId, @Nullable String contextId);

        /** The agent gave a sign of life. */
        void alive();

        /** The agent's text while it works, which is not an answer. */
        void interimText(String text) throws InterruptedException;
    }

    /**
     * @param acceptedTask the task in which the agent works on this message already; null when that is not known
     * @param known fingerprints of what earlier turns have brought
     */
    public A2aTurn(
            Line line,
            AgentRequest message,
            @Nullable String acceptedTask,
            Set<String> known,
            TurnProgress progress,
            Pause pause) {
        this.calls = new A2aCalls(line.http(), line.endpoint(), line.dialect(), line.tenant());
        this.streams = line.streams();
        this.follows = line.streams();
        this.message = message;
        this.task = acceptedTask;
        this.frames = new AnswerFrames(message.messageId(), known);
        this.progress = progress;
        this.pause = pause;
    }

    /**
     * Waits until the agent's turn is over.
     *
     * @throws AgentUnreachableException when an answer did not come; to be tried again
     * @throws A2aRefusal when the agent answered with an error
     */
    public AgentAnswer run() throws AgentUnreachableException, A2aRefusal, InterruptedException {
        if (task == null) {
            send();
        }
        Backoff between = new Backoff(FIRST_PAUSE, MAX_PAUSE);
        while (!frames.settled()) {
            String known = task;
            if (known == null) {
                throw new AgentUnreachableException("The agent's answer ended before anything was said.");
            }
            if (follows) {
                // Once: whatever comes of it, from then on the task is polled.
                follows = false;
                subscribe(known);
            } else {
                poll(known);
                if (!frames.settled()) {
                    pause.take(between.next());
                }
            }
        }
        lookForOutcome();
        return frames.answer();
    }

    /**
     * Sends the message and takes no notice of what the agent answers.
     *
     * @throws AgentUnreachableException when it may not have got there
     * @throws A2aRefusal when the agent did not take it
     */
    public void deliver() throws AgentUnreachableException, A2aRefusal, InterruptedException {
        try (AgentReply reply = calls.send(message, false)) {
            frames.whole(calls.result(reply));
        }
    }

    private void send() throws AgentUnreachableException, A2aRefusal, InterruptedException {
        try (AgentReply reply = calls.send(message, streams)) {
            receive(reply);
            return;
        } catch (A2aRefusal e) {
            if (!streams || frames.taskId() != null) {
                throw e;
            }
            // Some cards promise streams that their agents refuse.
            streams = false;
            follows = false;
        }
        try (AgentReply reply = calls.send(message, false)) {
            receive(reply);
        }
    }

    private void subscribe(String known) throws AgentUnreachableException, InterruptedException {
        try (AgentReply reply = calls.subscribe(known)) {
            receive(reply);
        } catch (A2aRefusal e) {
            // The task may have ended meanwhile, or the agent cannot do it: reading the task shows which.
        }
    }

    private void receive(AgentReply reply) throws AgentUnreachableException, A2aRefusal, InterruptedException {
        if (!reply.isEventStream() || reply.status() / 100 != 2) {
            frames.whole(calls.result(reply));
            reportProgress();
            return;
        }
        boolean complete = false;
        try {
            Json.Object frame = calls.nextFrame(reply);
            while (frame != null) {
                count(frame);
                frames.frame(frame);
                reportProgress();
                frame = frames.settled() ? null : calls.nextFrame(reply);
            }
            complete = true;
        } finally {
            frames.ended(complete);
        }
    }

    /** An answer that never ends would fill the memory. */
    private void count(Json.Object frame) throws AgentUnreachableException {
        streamed += frame.raw().length();
        if (streamed > MAX_STREAMED) {
            throw new AgentUnreachableException("The agent's answer is larger than 16 MiB.");
        }
    }

    private void poll(String known) throws AgentUnreachableException, A2aRefusal, InterruptedException {
        try (AgentReply reply = calls.task(known)) {
            frames.taskState(calls.result(reply));
        }
        if (saidNothing()) {
            throw new AgentUnreachableException("The agent's response is not an A2A task.");
        }
        reportProgress();
    }

    /** The updates of a stream do not carry it. */
    private void lookForOutcome() throws InterruptedException {
        String known = frames.taskId();
        if (!streams || known == null || !frames.lacksOutcome()) {
            return;
        }
        try (AgentReply reply = calls.task(known)) {
            frames.outcome(calls.result(reply));
        } catch (AgentUnreachableException | A2aRefusal e) {
            // Only this server's own tasks have one, and the answer is complete without it.
        }
    }

    /** Whether what came names no task and is not an answer: such a peer is as good as silent. */
    private boolean saidNothing() {
        return frames.taskId() == null && !frames.settled();
    }

    private void reportProgress() throws InterruptedException {
        if (saidNothing()) {
            return;
        }
        progress.alive();
        String known = frames.taskId();
        if (known != null && !known.equals(task)) {
            task = known;
            progress.accepted(known, frames.contextId());
        }
        for (String words : frames.takeProgress()) {
            progress.interimText(words);
        }
    }
}
