package me.fhir.chitchat.agent;

import java.util.Optional;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.StoredJson;

/** Goes on with a turn that was open when its agent stopped: a draft waits for its person again, all else is played again. */
record ResumedTurn(OrchestratorTurnContext context) {
    /**
     * Waits for the decision about the draft, if there is one.
     *
     * @return whether a message closed the turn; otherwise the turn is empty and is to be played
     */
    boolean closed() throws InterruptedException {
        Optional<PersonQueries.Draft> draft = context.queries().draft();
        if (draft.isEmpty()) {
            context.startOver();
            return false;
        }
        RawJson payload = draft.get().payload();
        DraftApproval.DraftDecision verdict =
                DraftApproval.verdict(payload, context.answerTo(draft.get().queryId()));
        if (verdict.payload() != null) {
            context.sendMessage(verdict.payload(), draft.get().finality());
            return true;
        }
        context.startOver();
        String text = StoredJson.object(payload.text()).text("text");
        context.sendTrace(PersonTraces.instruction(
                "Do not send the message \"" + text + "\", which was rejected: " + verdict.instruction()));
        return false;
    }
}
