package me.fhir.chitchat.connect;

/** An agent that is reached from this machine only. */
interface LocalAgent {
    /** Plays the agent's turn; may block. */
    LocalReply answer(SeatState state) throws AgentFailedException, InterruptedException;
}
