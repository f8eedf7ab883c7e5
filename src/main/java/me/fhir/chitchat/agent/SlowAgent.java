package me.fhir.chitchat.agent;

import java.time.Duration;
import me.fhir.chitchat.runtime.concurrent.Pause;

/** Lets each of its turns wait before it plays it. */
final class SlowAgent implements Agent {
    private final Agent agent;
    private final Duration delay;
    private final Pause pause;

    SlowAgent(Agent agent, Duration delay, Pause pause) {
        this.agent = agent;
        this.delay = delay;
        this.pause = pause;
    }

    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        pause.take(delay);
        agent.takeTurn(context);
    }
}
