package me.fhir.chitchat.agent;

/** Something that takes part in one conversation from the server. Played by one thread at a time. */
public interface Agent {
    /**
     * Plays one turn: called when guidance names this agent, on a thread that may block. An interrupt means that
     * the agent was stopped or the conversation has ended; the turn is then given up.
     *
     * <p>An exception that leaves this method is logged by the host; an agent that can say what went wrong says it in
     * the conversation itself.
     */
    void takeTurn(TurnContext context) throws InterruptedException;
}
