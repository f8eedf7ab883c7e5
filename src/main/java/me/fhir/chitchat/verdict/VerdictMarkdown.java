package me.fhir.chitchat.verdict;

import java.util.Map;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** A verdict as a text for people. */
public final class VerdictMarkdown {
    private VerdictMarkdown() {}

    /** The text of a verdict in its JSON form. */
    public static String of(Json.Object verdict) {
        StringBuilder out = new StringBuilder("# Verdict on conversation ")
                .append(verdict.raw("conversationId"))
                .append(": ")
                .append(verdict.text("overall"))
                .append("\n\n")
                .append(escaped(verdict.text("sentence")))
                .append("\n\n");
        Json.Object parties = verdict.object("parties");
        if (parties != null) {
            for (Map.Entry<String, Json> entry : parties.members().entrySet()) {
                if (entry.getValue() instanceof Json.Object party) {
                    party(out, entry.getKey(), party);
                }
            }
        }
        Json.Object stall = verdict.object("stall");
        if (stall != null) {
            out.append("## Stall\n\n").append(escaped(stall.text("sentence"))).append("\n\n");
        }
        disclosures(out, verdict);
        if (!verdict.objects("faults").isEmpty()) {
            out.append("## Faults\n\n");
            for (Json.Object fault : verdict.objects("faults")) {
                line(out, fault.text("kind"), fault.text("sentence"), fault.raw("seq"));
            }
        }
        return out.toString().strip() + "\n";
    }

    private static void party(StringBuilder out, String agent, Json.Object party) {
        out.append("## ")
                .append(escaped(agent))
                .append(": ")
                .append(party.text("result"))
                .append("\n\n");
        for (Json.Object check : party.objects("checks")) {
            out.append("- ").append(escaped(check.text("sentence"))).append('\n');
        }
        out.append('\n');
    }

    private static void disclosures(StringBuilder out, Json.Object verdict) {
        if (verdict.objects("disclosure").isEmpty()) {
            return;
        }
        out.append("## Disclosed facts\n\n");
        for (Json.Object disclosure : verdict.objects("disclosure")) {
            String sentence =
                    disclosure.text("owner") + " told " + disclosure.text("learnedBy") + " " + disclosure.text("fact");
            line(out, disclosure.text("policy"), sentence, disclosure.raw("seq"));
        }
        out.append('\n');
    }

    private static void line(
            StringBuilder out, @Nullable String what, @Nullable String sentence, @Nullable String seq) {
        out.append("- ")
                .append(what)
                .append(": ")
                .append(escaped(sentence))
                .append(" (event ")
                .append(seq)
                .append(")\n");
    }

    /** Titles and names are their authors'; none of them may become a link, an image or HTML. */
    private static String escaped(@Nullable String text) {
        return text == null
                ? ""
                : text.replaceAll("([\\\\`*_\\[\\]<>!|#])", "\\\\$1").replaceAll("\\s+", " ");
    }
}
