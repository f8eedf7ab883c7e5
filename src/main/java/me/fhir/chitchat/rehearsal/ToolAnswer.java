package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.planner.OracleCall;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.rehearsal.Secrecy.Policy;
import org.jspecify.annotations.Nullable;

/** Answers for a simulated tool: writes the document that the calling agent's own knowledge allows. */
final class ToolAnswer {
    private static final int MOST_PARTS = 4;
    private static final String NOTHING = "∅";
    private static final int SHORT = 200;

    private final OracleCall call;
    private final Phrases phrases;
    private final Secrecy secrecy;
    private final Map<String, @Nullable Object> arguments;

    private ToolAnswer(OracleCall call) {
        this.call = call;
        this.phrases = new Phrases(Situation.language(call.role(), call.instructions(), call.messages()), List.of());
        this.secrecy = Secrecy.of(call.role().disclosure(), call.instructions());
        this.arguments = parsed(call.arguments());
    }

    /** The sentence that says that there is nothing. */
    static String nothing(Phrases phrases) {
        return phrases.hasWords() ? phrases.always("noRecord") : NOTHING;
    }

    /** The answer to an oracle's prompt. */
    static String of(OracleCall call) {
        ToolAnswer answer = new ToolAnswer(call);
        List<Part> parts = answer.parts(call.role().knowledge());
        for (String others : call.othersKnowledge()) {
            parts = parts.isEmpty() ? answer.parts(others) : parts;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(
                "reasoning",
                parts.isEmpty()
                        ? "Nothing in the knowledge base fits this call."
                        : "The call is about: "
                                + parts.stream().map(Part::title).collect(Collectors.joining(", ")) + ".");
        result.put("output", call.tool().endsConversation() ? answer.decision() : answer.record(parts));
        return JsonText.write(result);
    }

    /** One thing that is known and may be told. */
    private record Part(String title, Object value, double fit) {}

    private List<Part> parts(String knowledge) {
        Terms name = Terms.of(Words.subject(call.tool().name()));
        Terms subject = Terms.of(call.tool().description());
        Terms details = Terms.of(call.tool().guidance() + " " + Prose.line(arguments));
        List<Part> parts = new ArrayList<>();
        parsed(knowledge).forEach((key, value) -> {
            Object told = told("/" + key.replace("~", "~0").replace("/", "~1"), List.of(key), value);
            if (told != null) {
                Terms title = Terms.of(key);
                Terms all = title.and(Terms.of(Words.cut(Prose.line(told), 4_000)));
                double fit = 8 * title.shared(name)
                        + 3 * title.shared(subject)
                        + 2 * all.shared(name)
                        + all.shared(subject)
                        + 0.5 * all.shared(details);
                parts.add(new Part(Words.human(key), told, fit));
            }
        });
        double best = parts.stream().mapToDouble(Part::fit).max().orElse(0);
        return parts.stream()
                .filter(part -> part.fit() >= 1.5 && part.fit() >= 0.66 * best)
                .limit(MOST_PARTS)
                .toList();
    }

    /** The value without what may not be told; null when nothing is left. */
    private @Nullable Object told(String pointer, List<String> names, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> kept = new LinkedHashMap<>();
            map.forEach((key, child) -> {
                String name = String.valueOf(key);
                List<String> path = new ArrayList<>(names);
                path.add(name);
                Object told = told(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), path, child);
                if (told != null) {
                    kept.put(name, told);
                }
            });
            return kept.isEmpty() ? null : kept;
        }
        if (value instanceof List<?> list) {
            List<Object> kept = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                Object told = told(pointer + "/" + i, names, list.get(i));
                if (told != null && concerns(told)) {
                    kept.add(told);
                }
            }
            return kept.isEmpty() ? null : kept;
        }
        if (value == null) {
            return null;
        }
        boolean rule = names.stream().anyMatch(Knowledge::isRuleName);
        Policy policy = secrecy.of(pointer, names, Prose.line(value), rule);
        boolean asked = policy == Policy.IF_ASKED && wasAsked(names.get(names.size() - 1));
        return policy == Policy.FREE || asked ? value : null;
    }

    /** Of records with names and numbers only those that the call names, when it names any. */
    private boolean concerns(Object element) {
        if (!(element instanceof Map<?, ?> record)) {
            return true;
        }
        for (Map.Entry<?, ?> entry : record.entrySet()) {
            String name = Lexicon.normal(Words.spaced(String.valueOf(entry.getKey())));
            for (Map.Entry<String, @Nullable Object> argument : arguments.entrySet()) {
                String wanted = Lexicon.normal(Words.spaced(argument.getKey()));
                boolean same = name.equals(wanted)
                        && (Identity.isIdName(name) || Lexicon.list("identity").isIn(name));
                if (same
                        && !Lexicon.normal(String.valueOf(entry.getValue()))
                                .equals(Lexicon.normal(String.valueOf(argument.getValue())))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean wasAsked(String name) {
        Terms words = Terms.of(name);
        return call.messages().stream()
                .filter(message -> !message.agentId().equals(call.role().agentId()))
                .anyMatch(message -> Terms.of(message.text()).shared(words) > 0);
    }

    private Map<String, Object> record(List<Part> parts) {
        String title = Words.subject(call.tool().name());
        StringBuilder text = new StringBuilder(Prose.heading(1, title));
        text.append('*').append(call.role().person().name()).append("*\n");
        for (Part part : parts) {
            text.append('\n');
            if (parts.size() > 1 || !part.title().equalsIgnoreCase(title)) {
                text.append(Prose.heading(2, part.title()));
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

    private static String summary(Part part) {
        if (part.value() instanceof Map<?, ?> map && map.get("summary") instanceof String summary) {
            return Words.sentence(summary);
        }
        return Words.sentence(Words.cut(part.title() + ": " + Prose.line(part.value()), 280));
    }

    private static String markdown(Object value) {
        if (value instanceof Map<?, ?> map && map.get("summary") instanceof String summary) {
            Map<Object, @Nullable Object> rest = new LinkedHashMap<>(map);
            rest.remove("summary");
            return Words.sentence(summary) + "\n\n" + Prose.markdown(rest, 3);
        }
        return Prose.markdown(value, 3);
    }

    private Map<String, Object> decision() {
        RoleTool tool = call.tool();
        String title = Words.subject(tool.name());
        StringBuilder text = new StringBuilder(Prose.heading(1, title));
        fact(text, "issuedBy", call.role().person().name());
        fact(text, "case", call.role().plot().title());
        fact(text, "outcome", phrases.always("status." + tool.endStatus()));
        if (!arguments.isEmpty()) {
            String heading = phrases.always("decision");
            text.append('\n')
                    .append(Prose.heading(2, heading.isBlank() ? title : heading))
                    .append(Prose.markdown(arguments, 3));
        }
        List<String> reviewed = call.messages().stream()
                .filter(message -> !message.agentId().equals(call.role().agentId()))
                .flatMap(message -> message.attachments().stream())
                .distinct()
                .toList();
        if (!reviewed.isEmpty() && phrases.hasWords()) {
            text.append('\n').append(Prose.heading(2, phrases.always("reviewed")));
            reviewed.forEach(name -> text.append("- ").append(name).append('\n'));
        }
        String facts = arguments.entrySet().stream()
                .map(entry -> Words.human(entry.getKey()) + ": " + Prose.line(entry.getValue()))
                .filter(fact -> fact.length() <= SHORT)
                .collect(Collectors.joining("; "));
        return document(title, text.toString(), Words.cut(facts.isEmpty() ? title : title + ": " + facts, 300));
    }

    private void fact(StringBuilder text, String label, String value) {
        String word = phrases.always(label);
        if (!value.isBlank()) {
            text.append(word.isBlank() ? "- " : "- **" + word + ":** ")
                    .append(value)
                    .append('\n');
        }
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
