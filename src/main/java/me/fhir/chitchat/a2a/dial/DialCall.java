package me.fhir.chitchat.a2a.dial;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.a2a.client.A2aRefusal;
import me.fhir.chitchat.a2a.client.A2aTurn;
import me.fhir.chitchat.a2a.client.AgentAnswer;
import me.fhir.chitchat.a2a.client.AgentFinder.FoundAgent;
import me.fhir.chitchat.a2a.client.AgentRequest;
import me.fhir.chitchat.a2a.client.AgentUnreachableException;
import me.fhir.chitchat.a2a.dial.DialProgress.PendingMessage;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.runtime.concurrent.Backoff;
import me.fhir.chitchat.seat.Seat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One message to a called agent until its answer is there, however long that takes: what fails is tried again with growing
 * pauses, under the same message id or in the task that the agent has begun; an agent that stays silent is noted as lost.
 * What is known is stored before it is used. For one thread, whose interrupt ends it.
 */
final class DialCall {
    private static final Logger LOG = LoggerFactory.getLogger(DialCall.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    private final Seat.SeatPlace place;
    private final AgentConnection line;
    private final List<Part> parts;
    private final ProgressWords words;
    private final DialServices services;
    private DialProgress progress;
    private @Nullable A2aTurn turn;
    private Instant lastActivity;
    /** Whether it was noted that the agent answers. */
    private boolean present;

    private final Backoff between = new Backoff(FIRST_PAUSE, MAX_PAUSE);

    /** Takes what an agent says while it works. */
    @FunctionalInterface
    interface ProgressWords {
        void interimText(String text) throws InterruptedException;
    }

    /** The state of a task that an agent refuses to take a message for. */
    static final String REFUSED = "refused";

    /** @param progress with the message that is under way */
    DialCall(
            Seat.SeatPlace place,
            AgentConnection line,
            DialProgress progress,
            List<Part> parts,
            ProgressWords words,
            DialServices services) {
        this.place = place;
        this.line = line;
        this.progress = progress;
        this.parts = parts;
        this.words = words;
        this.services = services;
        this.lastActivity = services.clock().instant();
    }

    /** How far the conversation has got by now. */
    DialProgress progress() {
        return progress;
    }

    /** Waits for the answer; one in the state {@link #REFUSED} when the agent does not take the message. */
    AgentAnswer await() throws InterruptedException {
        while (true) {
            try {
                AgentAnswer answer = attempt();
                if (!answer.needsAuthorisation()) {
                    return answer;
                }
                services.notes().note(place, pending().messageId(), "auth-required", AnswerWords.of(answer));
                // It is given to the agent elsewhere; then the task goes on by itself.
                turn = null;
            } catch (AgentUnreachableException e) {
                LOG.debug("The agent of {} was not reached: {}", place, e.sentence());
                noteSilence(e.sentence());
            } catch (A2aRefusal e) {
                AgentAnswer refused = refused(e);
                if (refused != null) {
                    return refused;
                }
            }
            services.pause().take(between.next());
        }
    }

    private AgentAnswer attempt() throws AgentUnreachableException, A2aRefusal, InterruptedException {
        FoundAgent found = line.find();
        A2aTurn current = turn;
        if (current == null) {
            current = turn(found);
            turn = current;
        }
        AgentAnswer answer = current.run();
        String task = answer.taskId();
        save(
                task == null
                        ? new DialProgress(
                                progress.sentSeq(),
                                answer.contextId() == null ? progress.contextId() : answer.contextId(),
                                null,
                                progress.artifacts(),
                                progress.failures(),
                                progress.pending())
                        : progress.accepted(task, answer.contextId()));
        alive();
        return answer;
    }

    private A2aTurn turn(FoundAgent found) {
        PendingMessage pending = pending();
        AgentRequest request = new AgentRequest(pending.messageId(), progress.contextId(), progress.taskId(), parts);
        return new A2aTurn(
                found.line(),
                request,
                pending.taskId(),
                progress.artifacts(),
                new A2aTurn.TurnProgress() {
                    @Override
                    public void accepted(String taskId, @Nullable String contextId) {
                        save(progress.accepted(taskId, contextId));
                    }

                    @Override
                    public void alive() {
                        DialCall.this.alive();
                    }

                    @Override
                    public void interimText(String text) throws InterruptedException {
                        words.interimText(text);
                    }
                },
                services.pause());
    }

    private void alive() {
        lastActivity = services.clock().instant();
        between.reset();
        FoundAgent found = line.known();
        if (found != null && !present) {
            present = true;
            services.uses().answered(place, "a2a-" + found.line().dialect().version(), found.name());
        }
    }

    /** @param why what was seen of the agent last, for the host */
    private void noteSilence(String why) {
        if (Duration.between(lastActivity, services.clock().instant()).compareTo(line.responseTimeout()) >= 0) {
            present = false;
            services.uses().unanswered(place);
            services.notes().note(place, pending().messageId(), "unreachable", why);
            line.forget();
            turn = null;
        }
    }

    /** What to do about a refusal: an answer when it is final; null when the message is to be sent again. */
    private @Nullable AgentAnswer refused(A2aRefusal refusal) {
        turn = null;
        switch (refusal.kind()) {
            case FOR_NOW -> noteSilence(refusal.words());
            case CREDENTIALS -> {
                services.notes().note(place, pending().messageId(), "auth-required", refusal.words());
                noteSilence(refusal.words());
            }
            case TASK -> {
                if (progress.taskId() == null && progress.contextId() == null) {
                    return finalRefusal(refusal);
                }
                // The agent has forgotten the task, or ended it: the message begins another one.
                save(progress.taskId() == null ? progress.withoutContext() : progress.withoutTask());
            }
            default -> {
                line.forget();
                return finalRefusal(refusal);
            }
        }
        return null;
    }

    private static AgentAnswer finalRefusal(A2aRefusal refusal) {
        return new AgentAnswer(
                null, null, REFUSED, List.of(List.of(new Part.TextPart(refusal.words()))), null, Set.of());
    }

    private PendingMessage pending() {
        PendingMessage pending = progress.pending();
        if (pending == null) {
            throw new IllegalStateException("a call has a message under way");
        }
        return pending;
    }

    private void save(DialProgress now) {
        if (!now.equals(progress)) {
            progress = now;
            services.store().save(place, now);
        }
    }
}
