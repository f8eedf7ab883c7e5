package me.fhir.chitchat.agent;

import java.time.Duration;

/** Lets each of its turns wait before it plays it. */
final class SlowAgent implements Agent {
    private final Agent agent;
    private final Duration delay;
    private final TurnDelay pause;

    SlowAgent(Agent agent, Duration delay, TurnDelay pause) {
        this.agent = agent;
        this.delay = delay;
        this.pause = pause;
    }

    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        pause.of(delay);
        agent.takeTurn(context);
    }
}
