package me.fhir.chitchat.connect;

/** An agent that is reached from this machine only. */
interface LocalAgent {
    /** What the agent says in its turn; may take its time. */
    LocalReply answer(SeatState state) throws AgentFailedException, InterruptedException;
}
