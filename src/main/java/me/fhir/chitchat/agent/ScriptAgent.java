package me.fhir.chitchat.agent;

import java.util.List;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;

/** Plays a script: one list of actions a turn, picked by how many turns it has closed so far. */
public final class ScriptAgent implements Agent {
    private final Script script;

    ScriptAgent(Script script) {
        this.script = script;
    }

    @Override
    public void takeTurn(Seat seat) throws InterruptedException {
        play(seat, script.listFor(seat.closedTurns()));
    }

    /** Plays the actions; false when one of them ended the turn's steps. */
    private static boolean play(Seat seat, List<ScriptAction> actions) throws InterruptedException {
        for (ScriptAction action : actions) {
            if (!play(seat, action)) {
                return false;
            }
        }
        return true;
    }

    private static boolean play(Seat seat, ScriptAction action) throws InterruptedException {
        if (action instanceof ScriptAction.Post post) {
            Thread.sleep(post.delayMs());
            seat.say(post.payload(), post.finality());
            // What stands behind a closing post would open a turn that nobody asked for.
            return post.finality() == Finality.NONE;
        }
        if (action instanceof ScriptAction.Trace trace) {
            Thread.sleep(trace.delayMs());
            seat.think(trace.payload());
            return true;
        }
        if (action instanceof ScriptAction.Sleep sleep) {
            Thread.sleep(sleep.ms());
            return true;
        }
        if (action instanceof ScriptAction.AssertLastMessageContains expected) {
            return lastMessage(seat, ScriptAction.Subject.TEXT).contains(expected.text());
        }
        ScriptAction.Switch choice = (ScriptAction.Switch) action;
        String subject = lastMessage(seat, choice.on());
        for (ScriptAction.Case branch : choice.cases()) {
            if (branch.fits().test(subject)) {
                return play(seat, branch.actions());
            }
        }
        return play(seat, choice.otherwise());
    }

    private static String lastMessage(Seat seat, ScriptAction.Subject subject) {
        return seat.lastMessageOfOthers()
                .map(event -> field(event, subject.field()))
                .orElse("");
    }

    private static String field(Event message, String name) {
        try {
            String value = JsonObject.parse(message.entry().payload().text()).string(name);
            return value == null ? "" : value;
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored payload must be a JSON object", e);
        }
    }
}
