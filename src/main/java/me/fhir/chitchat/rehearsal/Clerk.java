package me.fhir.chitchat.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.planner.OracleCall;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Answers for a simulated tool: writes the document that the caller's own knowledge allows. */
final class Clerk {
    /** Longer facts stand in the document only. */
    private static final int SHORT = 70;

    private Clerk() {}

    /** The answer to an oracle prompt. */
    static String answer(OracleCall call) {
        RoleTool tool = call.tool();
        Set<String> name = Words.stems(tool.name());
        Set<String> subject = Words.stems(tool.name() + " " + tool.description());
        Set<String> details = Words.stems(tool.guidance() + " " + Prose.line(parsed(call.arguments())));
        List<Knowledge.Part> parts = Knowledge.of(call.role().knowledge()).about(name, subject, details);
        for (String others : call.othersKnowledge()) {
            parts = parts.isEmpty() ? Knowledge.of(others).about(name, subject, details) : parts;
        }
        Map<String, Object> document = tool.endsConversation() ? decision(call, parts) : record(call, parts);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("reasoning", reasoning(parts));
        answer.put("output", document);
        return JsonText.write(answer);
    }

    private static String reasoning(List<Knowledge.Part> parts) {
        return parts.isEmpty()
                ? "Nothing in the knowledge base fits this call."
                : "The call is about: "
                        + Words.enumeration(
                                parts.stream().map(Knowledge.Part::title).toList()) + ".";
    }

    private static Map<String, Object> record(OracleCall call, List<Knowledge.Part> parts) {
        String title = Words.subject(call.tool().name());
        StringBuilder text = new StringBuilder(Prose.heading(1, title));
        text.append('*').append(call.role().person().name()).append("*\n");
        Map<String, @Nullable Object> arguments = parsed(call.arguments());
        if (!arguments.isEmpty()) {
            text.append("\nRequested: ").append(Prose.line(arguments)).append('\n');
        }
        for (Knowledge.Part part : parts) {
            text.append('\n');
            if (parts.size() > 1 || !part.title().equalsIgnoreCase(title)) {
                text.append(Prose.heading(2, part.title()));
            }
            text.append(part.markdown());
        }
        if (parts.isEmpty()) {
            text.append("\nThere is nothing on file that fits this request.\n");
        }
        String summary = parts.isEmpty()
                ? "There is nothing on file about " + Words.lowered(title) + "."
                : String.join(
                        " ",
                        parts.stream().limit(2).map(Knowledge.Part::summary).toList());
        return document(title, text.toString(), summary);
    }

    private static Map<String, Object> decision(OracleCall call, List<Knowledge.Part> parts) {
        String title = Words.subject(call.tool().name());
        Map<String, @Nullable Object> arguments = parsed(call.arguments());
        StringBuilder text = new StringBuilder(Prose.heading(1, title));
        text.append("- **Issued by:** ").append(call.role().person().name()).append('\n');
        text.append("- **Case:** ").append(call.role().plot().title()).append('\n');
        text.append("- **Outcome:** ").append(call.tool().endStatus()).append('\n');
        if (!arguments.isEmpty()) {
            text.append('\n').append(Prose.heading(2, "Decision")).append(Prose.markdown(arguments, 3));
        }
        if (!parts.isEmpty()) {
            text.append('\n').append(Prose.heading(2, "Basis"));
            parts.forEach(part -> text.append("- ").append(part.summary()).append('\n'));
        }
        List<String> reviewed = received(call);
        if (!reviewed.isEmpty()) {
            text.append('\n').append(Prose.heading(2, "Documents reviewed"));
            reviewed.forEach(name -> text.append("- ").append(name).append('\n'));
        }
        return document(title, text.toString(), Words.cut(title + ": " + facts(arguments), 300));
    }

    private static String facts(Map<String, @Nullable Object> arguments) {
        String facts = arguments.entrySet().stream()
                .map(entry -> Words.human(entry.getKey()) + ": " + Prose.line(entry.getValue()))
                .filter(fact -> fact.length() <= SHORT)
                .collect(Collectors.joining("; "));
        return facts.isEmpty() ? "see the document." : Words.sentence(facts);
    }

    private static List<String> received(OracleCall call) {
        return call.messages().stream()
                .filter(line -> !line.agentId().equals(call.role().agentId()))
                .flatMap(line -> line.attachments().stream())
                .distinct()
                .toList();
    }

    private static Map<String, Object> document(String title, String content, String summary) {
        String id = title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        String docId = id.isEmpty() ? "result" : id;
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("docId", docId);
        document.put("name", docId + ".md");
        document.put("contentType", "text/markdown");
        document.put("content", content);
        document.put("summary", summary);
        return document;
    }

    private static Map<String, @Nullable Object> parsed(String json) {
        try {
            return JsonText.toMap(json);
        } catch (JsonSyntaxException e) {
            return Map.of();
        }
    }
}
