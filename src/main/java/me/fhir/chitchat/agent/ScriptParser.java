package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;

/** Reads {@code config.script}; a script that could not be played is refused with the place that is wrong. */
final class ScriptParser {
    private static final Set<String> TRACE_TYPES =
            Set.of("thought", "tool_call", "tool_result", "user_query", "user_response", "turn_cleared");

    private final long defaultDelay;

    private ScriptParser(long defaultDelay) {
        this.defaultDelay = defaultDelay;
    }

    /**
     * Reads the script of an agent's {@code config}.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the place, as in {@code config.script.turns.0.2.kind}
     */
    public static Script parse(JsonObject config) {
        ScriptNode script = new ScriptNode(config, "config").object("script");
        script.textOr("name", "");
        ScriptParser parser = new ScriptParser(script.millis("defaultDelay", 0));
        boolean perTurn = script.fields().has("turns");
        if (perTurn == script.fields().has("steps")) {
            throw ConversationException.invalid("config.script needs either steps or turns, and not both.");
        }
        int maxTurns = script.fields().has("maxTurns")
                ? (int) script.wholeNumber("maxTurns", Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
        if (!perTurn) {
            return new Script(List.of(parser.actions(script.elements("steps"))), maxTurns);
        }
        List<List<ScriptAction>> lists = new ArrayList<>();
        script.elements("turns").forEach((path, list) -> lists.add(parser.actions(ScriptNode.elements(list, path))));
        return new Script(lists, script.fields().has("maxTurns") ? maxTurns : lists.size());
    }

    private List<ScriptAction> actions(Map<String, String> byPlace) {
        List<ScriptAction> actions = new ArrayList<>();
        byPlace.forEach((path, raw) -> actions.add(action(ScriptNode.of(raw, path))));
        return actions;
    }

    private ScriptAction action(ScriptNode node) {
        String kind = node.text("kind");
        return switch (kind) {
            case "post" -> post(node);
            case "trace" -> trace(node);
            case "sleep" -> {
                if (!node.fields().has("ms")) {
                    throw node.wrong("ms", "is missing: say how many milliseconds to sleep");
                }
                yield new ScriptAction.Sleep(node.millis("ms", 0));
            }
            case "assert" -> assertion(node);
            case "switch" -> choice(node);
            default -> throw node.wrong("kind", "is \"" + kind + "\"; known are post, trace, sleep, assert and switch");
        };
    }

    private ScriptAction post(ScriptNode node) {
        JsonObject payload = JsonObject.EMPTY.with("text", JsonText.quote(node.text("text")));
        if (node.fields().has("attachments")) {
            node.objects("attachments").forEach(ScriptParser::checkAttachment);
            payload = payload.with("attachments", String.valueOf(node.fields().raw("attachments")));
        }
        if (node.fields().has("outcome")) {
            ScriptNode outcome = node.object("outcome");
            outcome.textOr("status", "");
            payload = payload.with("outcome", outcome.fields().text());
        }
        String word = node.textOr("finality", "turn");
        Finality finality = Finality.ofWire(word)
                .orElseThrow(() -> node.wrong("finality", "must be none, turn or conversation, not \"" + word + "\""));
        return new ScriptAction.Post(new RawJson(payload.text()), finality, delay(node));
    }

    private static void checkAttachment(ScriptNode attachment) {
        for (String name : List.of("name", "contentType", "content")) {
            attachment.text(name);
        }
    }

    private ScriptAction trace(ScriptNode node) {
        ScriptNode payload = node.object("payload");
        String type = payload.text("type");
        if (!TRACE_TYPES.contains(type)) {
            throw payload.wrong("type", "is \"" + type + "\", which is no kind of trace");
        }
        return new ScriptAction.Trace(new RawJson(payload.fields().text()), delay(node));
    }

    private long delay(ScriptNode node) {
        return node.millis("delayMs", defaultDelay);
    }

    private static ScriptAction assertion(ScriptNode node) {
        String predicate = node.text("predicate");
        if (!predicate.equals("lastMessageContains")) {
            throw node.wrong("predicate", "is \"" + predicate + "\"; known is lastMessageContains");
        }
        return new ScriptAction.AssertLastMessageContains(node.text("text"));
    }

    private ScriptAction choice(ScriptNode node) {
        String on = node.textOr("on", "text");
        ScriptAction.Subject subject =
                switch (on) {
                    case "text" -> ScriptAction.Subject.TEXT;
                    case "clientRequestId" -> ScriptAction.Subject.CLIENT_REQUEST_ID;
                    default -> throw node.wrong("on", "must be text or clientRequestId, not \"" + on + "\"");
                };
        List<ScriptAction.Case> cases = new ArrayList<>();
        for (ScriptNode branch : node.objects("cases")) {
            cases.add(new ScriptAction.Case(condition(branch), actions(branch.elements("do"))));
        }
        List<ScriptAction> otherwise = node.fields().has("otherwise") ? actions(node.elements("otherwise")) : List.of();
        return new ScriptAction.Switch(subject, cases, otherwise);
    }

    private static Predicate<String> condition(ScriptNode branch) {
        boolean starts = branch.fields().has("startsWith");
        if (starts == branch.fields().has("contains")) {
            throw ConversationException.invalid(branch.path() + " needs either startsWith or contains, and not both.");
        }
        if (starts) {
            String prefix = branch.text("startsWith");
            return subject -> subject.startsWith(prefix);
        }
        String part = branch.text("contains");
        return subject -> subject.contains(part);
    }
}
