package me.fhir.chitchat.a2a.client;

import java.util.Set;
import me.fhir.chitchat.a2a.client.AgentHttp.AgentReply;

/** A task of an agent that a person reads or cancels by hand. For one thread. */
public final class AgentTask {
    private final A2aCalls calls;
    private final String id;
    private final Set<String> known;

    /** @param known fingerprints of what was brought already */
    public AgentTask(A2aTurn.Line line, String id, Set<String> known) {
        this.calls = new A2aCalls(line.http(), line.endpoint(), line.dialect(), line.tenant());
        this.id = id;
        this.known = known;
    }

    /**
     * How the task stands, with what it has brought since.
     *
     * @throws AgentUnreachableException when no answer came
     * @throws A2aRefusal when the agent answered with an error
     */
    public AgentAnswer poll() throws AgentUnreachableException, A2aRefusal, InterruptedException {
        try (AgentReply reply = calls.task(id)) {
            return read(reply);
        }
    }

    /** Gives the task up; what is returned is how it stands then. */
    public AgentAnswer cancel() throws AgentUnreachableException, A2aRefusal, InterruptedException {
        try (AgentReply reply = calls.cancel(id)) {
            return read(reply);
        }
    }

    private AgentAnswer read(AgentReply reply) throws AgentUnreachableException, A2aRefusal, InterruptedException {
        AnswerFrames frames = new AnswerFrames("", known);
        frames.taskState(calls.result(reply));
        return frames.answer();
    }
}
