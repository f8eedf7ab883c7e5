package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;

/** Reads {@code config.script}; a script that could not be played is refused with the place that is wrong. */
final class ScriptParser {
    private static final long DAY_MS = 86_400_000;
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
    public static Script parse(JsonFields config) {
        JsonFields script = config.object("script");
        script.optionalText("name");
        ScriptParser parser = new ScriptParser(millis(script, "defaultDelay", 0));
        boolean perTurn = script.has("turns");
        if (perTurn == script.has("steps")) {
            throw ConversationException.invalid("config.script needs either steps or turns, and not both.");
        }
        Long maxTurns = script.optionalInteger("maxTurns", 0, Integer.MAX_VALUE);
        if (!perTurn) {
            return new Script(
                    List.of(parser.actions(script, "steps")),
                    maxTurns == null ? Integer.MAX_VALUE : maxTurns.intValue());
        }
        List<List<ScriptAction>> turns = parser.turns(script);
        return new Script(turns, maxTurns == null ? turns.size() : maxTurns.intValue());
    }

    private List<List<ScriptAction>> turns(JsonFields script) {
        List<List<ScriptAction>> turns = new ArrayList<>();
        for (Json turn : script.list("turns")) {
            String name = "turns." + turns.size();
            if (!(turn instanceof Json.Array list)) {
                script.report(name, "must be a list; it is " + turn.kind());
                continue;
            }
            turns.add(actions(list.elements(), script.path(name)));
        }
        return turns;
    }

    private List<ScriptAction> actions(JsonFields parent, String name) {
        return actions(parent.list(name), parent.path(name));
    }

    private List<ScriptAction> actions(List<Json> elements, String path) {
        List<ScriptAction> actions = new ArrayList<>();
        for (Json element : elements) {
            actions.add(action(JsonFields.of(element, path + "." + actions.size(), ConversationException.INVALID)));
        }
        return actions;
    }

    private ScriptAction action(JsonFields fields) {
        String kind = fields.text("kind");
        return switch (kind) {
            case "post" -> post(fields);
            case "trace" -> trace(fields);
            case "sleep" -> {
                if (!fields.has("ms")) {
                    fields.report("ms", "is missing: say how many milliseconds to sleep");
                }
                yield new ScriptAction.Sleep(millis(fields, "ms", 0));
            }
            case "assert" -> assertion(fields);
            case "switch" -> choice(fields);
            default ->
                throw wrong(fields, "kind", "is \"" + kind + "\"; known are post, trace, sleep, assert and switch");
        };
    }

    private static ConversationException wrong(JsonFields fields, String name, String problem) {
        return ConversationException.invalid(fields.path(name) + " " + problem + ".");
    }

    private ScriptAction post(JsonFields fields) {
        JsonWriter payload = new JsonWriter().beginObject().text("text", fields.text("text"));
        if (fields.has("attachments")) {
            fields.objects("attachments").forEach(ScriptParser::checkAttachment);
            payload.optionalRaw("attachments", fields.object().raw("attachments"));
        }
        JsonFields outcome = fields.optionalObject("outcome");
        if (outcome != null) {
            outcome.optionalText("status");
            payload.value("outcome", outcome.object());
        }
        String word = textOr(fields, "finality", "turn");
        Finality finality = Finality.ofWire(word)
                .orElseThrow(
                        () -> wrong(fields, "finality", "must be none, turn or conversation, not \"" + word + "\""));
        return new ScriptAction.Post(new RawJson(payload.endObject().toString()), finality, delay(fields));
    }

    private static void checkAttachment(JsonFields attachment) {
        for (String name : List.of("name", "contentType", "content")) {
            attachment.text(name);
        }
    }

    private ScriptAction trace(JsonFields fields) {
        JsonFields payload = fields.object("payload");
        String type = payload.text("type");
        if (!TRACE_TYPES.contains(type)) {
            payload.report("type", "is \"" + type + "\", which is not a kind of trace");
        }
        return new ScriptAction.PostTrace(new RawJson(payload.object().raw()), delay(fields));
    }

    private long delay(JsonFields fields) {
        return millis(fields, "delayMs", defaultDelay);
    }

    /** A duration in milliseconds, at most a day. */
    private static long millis(JsonFields fields, String name, long otherwise) {
        Long value = fields.optionalInteger(name, 0, DAY_MS);
        return value == null ? otherwise : value;
    }

    private static String textOr(JsonFields fields, String name, String otherwise) {
        String value = fields.optionalText(name);
        return value == null ? otherwise : value;
    }

    private static ScriptAction assertion(JsonFields fields) {
        String predicate = fields.text("predicate");
        if (!predicate.equals("lastMessageContains")) {
            fields.report("predicate", "is \"" + predicate + "\"; known is lastMessageContains");
        }
        return new ScriptAction.AssertLastMessageContains(fields.text("text"));
    }

    private ScriptAction choice(JsonFields fields) {
        String on = textOr(fields, "on", "text");
        ScriptAction.Subject subject =
                switch (on) {
                    case "text" -> ScriptAction.Subject.TEXT;
                    case "clientRequestId" -> ScriptAction.Subject.CLIENT_REQUEST_ID;
                    default -> throw wrong(fields, "on", "must be text or clientRequestId, not \"" + on + "\"");
                };
        List<ScriptAction.Case> cases = new ArrayList<>();
        for (JsonFields branch : fields.objects("cases")) {
            cases.add(new ScriptAction.Case(condition(branch), actions(branch, "do")));
        }
        List<ScriptAction> otherwise = fields.has("otherwise") ? actions(fields, "otherwise") : List.of();
        return new ScriptAction.Switch(subject, cases, otherwise);
    }

    private static Predicate<String> condition(JsonFields branch) {
        boolean starts = branch.has("startsWith");
        if (starts == branch.has("contains")) {
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
