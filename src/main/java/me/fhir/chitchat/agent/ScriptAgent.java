package me.fhir.chitchat.agent;

import java.util.List;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;

/** Plays a script: one list of actions a turn, picked by how many turns it has closed so far. */
public final class ScriptAgent implements Agent {
    private final Script script;

    ScriptAgent(Script script) {
        this.script = script;
    }

    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        play(context, script.listFor(context.closedTurns()));
    }

    /** Plays the actions; false when one of them ended the turn's steps. */
    private static boolean play(TurnContext context, List<ScriptAction> actions) throws InterruptedException {
        for (ScriptAction action : actions) {
            if (!play(context, action)) {
                return false;
            }
        }
        return true;
    }

    private static boolean play(TurnContext context, ScriptAction action) throws InterruptedException {
        if (action instanceof ScriptAction.Post post) {
            Thread.sleep(post.delayMs());
            context.sendMessage(post.payload(), post.finality());
            // Actions after a closing post would open a turn without guidance.
            return post.finality() == Finality.NONE;
        }
        if (action instanceof ScriptAction.PostTrace trace) {
            Thread.sleep(trace.delayMs());
            context.sendTrace(trace.payload());
            return true;
        }
        if (action instanceof ScriptAction.Sleep sleep) {
            Thread.sleep(sleep.ms());
            return true;
        }
        if (action instanceof ScriptAction.AssertLastMessageContains expected) {
            return lastMessage(context, ScriptAction.Subject.TEXT).contains(expected.text());
        }
        ScriptAction.Switch choice = (ScriptAction.Switch) action;
        String subject = lastMessage(context, choice.on());
        for (ScriptAction.Case branch : choice.cases()) {
            if (branch.fits().test(subject)) {
                return play(context, branch.actions());
            }
        }
        return play(context, choice.otherwise());
    }

    private static String lastMessage(TurnContext context, ScriptAction.Subject subject) {
        return context.lastMessageOfOthers()
                .map(event -> field(event, subject.field()))
                .orElse("");
    }

    private static String field(Event message, String name) {
        String value = MessagePayload.of(message).json().text(name);
        return value == null ? "" : value;
    }
}
