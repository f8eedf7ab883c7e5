package me.fhir.chitchat.agent;

import com.codahale.metrics.Timer;

/** An agent whose turns are timed, those that it gives up included. */
record MeasuredAgent(Agent agent, Timer turns) implements Agent {
    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        Timer.Context turn = turns.time();
        try {
            agent.takeTurn(context);
        } finally {
            turn.stop();
        }
    }
}
