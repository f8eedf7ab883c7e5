package me.fhir.chitchat.agent;

import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.RawJson;

/** The simplest partner there is: says that it works, then that it is done. */
public final class EchoAgent implements Agent {
    private static final RawJson PROCESSING = MessagePayload.text("Processing...");
    private static final RawJson DONE = MessagePayload.text("Done");

    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        context.sendMessage(PROCESSING, Finality.NONE);
        context.sendMessage(DONE, Finality.TURN);
    }
}
