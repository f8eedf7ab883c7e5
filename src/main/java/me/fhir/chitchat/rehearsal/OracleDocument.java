package me.fhir.chitchat.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.planner.OracleCall;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.rehearsal.knowledge.DisclosableKnowledge;
import me.fhir.chitchat.rehearsal.knowledge.MessageKind;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import me.fhir.chitchat.rehearsal.language.ValueText;
import org.jspecify.annotations.Nullable;

/** Writes what a simulated tool returns: a record, or a decision's letter. */
final class OracleDocument {
    private static final String NOTHING = "∅";

    private static final int SHORT = 200;

    private final OracleCall call;
    private final Phrases phrases;
    private final Map<String, @Nullable Object> arguments;

    OracleDocument(OracleCall call, Map<String, @Nullable Object> arguments) {
        this.call = call;
        this.phrases = new Phrases(StepContext.language(call.role(), call.instructions(), call.messages()), List.of());
        this.arguments = arguments;
    }

    /** The sentence that says that there is nothing. */
    static String nothing(Phrases phrases) {
        return phrases.hasWords() ? phrases.always("noRecord") : NOTHING;
    }

    Map<String, Object> record(List<DisclosableKnowledge.DisclosableValue> parts) {
        String title = TextFormat.subject(call.tool().name());
        StringBuilder text = new StringBuilder(ValueText.heading(1, title));
        text.append('*').append(call.role().person().name()).append("*\n");
        for (DisclosableKnowledge.DisclosableValue part : parts) {
            text.append('\n');
            if (parts.size() > 1 || !part.title().equalsIgnoreCase(title)) {
                text.append(ValueText.heading(2, part.title()));
            }
            text.append(markdown(part.value()));
        }
        if (parts.isEmpty()) {
            text.append('\n').append(nothing(phrases)).append('\n');
        }
        String summary = parts.isEmpty()
                ? title + ": " + nothing(phrases)
                : parts.stream().limit(2).map(part -> summary(part)).collect(Collectors.joining(" "));
        return document(title, text.toString(), summary);
    }

    private static String summary(DisclosableKnowledge.DisclosableValue part) {
        if (part.value() instanceof Map<?, ?> map && map.get("summary") instanceof String summary) {
            return TextFormat.sentence(summary);
        }
        return TextFormat.sentence(TextFormat.cut(part.title() + ": " + ValueText.line(part.value()), 280));
    }

    private static String markdown(Object value) {
        if (value instanceof Map<?, ?> map && map.get("summary") instanceof String summary) {
            Map<Object, @Nullable Object> rest = new LinkedHashMap<>(map);
            rest.remove("summary");
            return TextFormat.sentence(summary) + "\n\n" + ValueText.markdown(rest, 3);
        }
        return ValueText.markdown(value, 3);
    }

    /** The letter of a decision; after a withdrawal nothing was decided, and the letter confirms that. */
    Map<String, Object> decision() {
        String title = phrases.always("withdrawal");
        if (title.isEmpty() || !isWithdrawn()) {
            return decided();
        }
        StringBuilder text = new StringBuilder(ValueText.heading(1, title));
        fact(text, "issuedBy", call.role().person().name());
        fact(text, "case", call.role().plot().title());
        fact(text, "outcome", phrases.always("status.withdrawn"));
        return document(title, text.toString(), title);
    }

    /** Whether the last message of the others withdraws the request that a tool without success is used on. */
    private boolean isWithdrawn() {
        String last = call.messages().stream()
                .filter(message -> !message.agentId().equals(call.role().agentId()))
                .reduce((first, second) -> second)
                .map(SentMessage::text)
                .orElse("");
        return !"success".equals(call.tool().endStatus())
                && MessageKind.of(last, false, Terms.NONE) == MessageKind.WITHDRAWAL;
    }

    private Map<String, Object> decided() {
        RoleTool tool = call.tool();
        String title = TextFormat.subject(tool.name());
        StringBuilder text = new StringBuilder(ValueText.heading(1, title));
        fact(text, "issuedBy", call.role().person().name());
        fact(text, "case", call.role().plot().title());
        fact(text, "outcome", phrases.always("status." + tool.endStatus()));
        if (!arguments.isEmpty()) {
            String heading = phrases.always("decision");
            text.append('\n')
                    .append(ValueText.heading(2, heading.isBlank() ? title : heading))
                    .append(ValueText.markdown(arguments, 3));
        }
        List<String> reviewed = call.messages().stream()
                .filter(message -> !message.agentId().equals(call.role().agentId()))
                .flatMap(message -> message.attachments().stream())
                .distinct()
                .toList();
        if (!reviewed.isEmpty() && phrases.hasWords()) {
            text.append('\n').append(ValueText.heading(2, phrases.always("reviewed")));
            reviewed.forEach(name -> text.append("- ").append(name).append('\n'));
        }
        String facts = arguments.entrySet().stream()
                .map(entry -> ValueText.field(entry.getKey(), entry.getValue()))
                .filter(fact -> fact.length() <= SHORT)
                .collect(Collectors.joining("; "));
        return document(title, text.toString(), TextFormat.cut(facts.isEmpty() ? title : title + ": " + facts, 300));
    }

    private void fact(StringBuilder text, String label, String value) {
        String word = phrases.always(label);
        if (!value.isBlank()) {
            text.append(word.isBlank() ? "- " : "- **" + word + ":** ")
                    .append(value)
                    .append('\n');
        }
    }

    private Map<String, Object> document(String title, String content, String summary) {
        String id = title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        String docId = id.isEmpty() ? "result" : id;
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("docId", docId);
        document.put("name", docId + ".md");
        document.put("contentType", "text/markdown");
        boolean hides = call.role().person().manner() == Manner.INJECTING;
        document.put("content", hides ? DifficultManner.hiding(content, phrases) : content);
        document.put("summary", summary);
        return document;
    }
}
