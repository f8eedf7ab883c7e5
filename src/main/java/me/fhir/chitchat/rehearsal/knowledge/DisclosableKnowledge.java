package me.fhir.chitchat.rehearsal.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.planner.OracleCall;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules.Policy;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PersonNames;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import me.fhir.chitchat.rehearsal.language.ValueText;
import org.jspecify.annotations.Nullable;

/** The parts of the agent's own knowledge that a tool call is about and that may be disclosed. */
public final class DisclosableKnowledge {
    private static final int MAX_PARTS = 4;

    private final OracleCall call;
    private final DisclosureRules rules;
    private final Map<String, @Nullable Object> arguments;
    private final List<String> namesInCall;

    public DisclosableKnowledge(OracleCall call, Map<String, @Nullable Object> arguments) {
        this.call = call;
        this.rules = RoleSecrets.rules(call.role(), call.instructions());
        this.arguments = arguments;
        this.namesInCall = identifying(arguments);
    }

    /** A known value that may be disclosed. */
    public record DisclosableValue(String title, Object value, double fit) {}

    public List<DisclosableValue> parts(Map<String, @Nullable Object> knowledge) {
        Terms name = Terms.of(TextFormat.subject(call.tool().name()));
        Terms subject = Terms.of(call.tool().description());
        Terms details = Terms.of(call.tool().guidance() + " " + ValueText.line(arguments));
        List<DisclosableValue> parts = new ArrayList<>();
        knowledge.forEach((key, value) -> {
            Object part = disclosable("/" + key.replace("~", "~0").replace("/", "~1"), List.of(key), value);
            if (part != null) {
                Terms title = Terms.of(key);
                Terms all = title.and(Terms.of(TextFormat.cut(ValueText.line(part), 4_000)));
                double fit = 8 * title.shared(name)
                        + 3 * title.shared(subject)
                        + 2 * all.shared(name)
                        + all.shared(subject)
                        + 0.5 * all.shared(details);
                parts.add(new DisclosableValue(TextFormat.human(key), part, fit));
            }
        });
        double best = parts.stream().mapToDouble(DisclosableValue::fit).max().orElse(0);
        return parts.stream()
                .filter(part -> part.fit() >= 1.5 && part.fit() >= 0.66 * best)
                .limit(MAX_PARTS)
                .toList();
    }

    /** The value without what must not be disclosed; null when nothing is left. */
    private @Nullable Object disclosable(String pointer, List<String> names, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> kept = new LinkedHashMap<>();
            map.forEach((key, child) -> {
                String name = String.valueOf(key);
                List<String> path = new ArrayList<>(names);
                path.add(name);
                Object part =
                        disclosable(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), path, child);
                if (part != null) {
                    kept.put(name, part);
                }
            });
            return kept.isEmpty() ? null : kept;
        }
        if (value instanceof List<?> list) {
            List<Object> kept = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                Object part = disclosable(pointer + "/" + i, names, list.get(i));
                if (part != null && concerns(part)) {
                    kept.add(part);
                }
            }
            return kept.isEmpty() ? null : ofThoseNamed(kept);
        }
        if (value == null) {
            return null;
        }
        boolean rule = names.stream().anyMatch(FieldNames::isRuleName);
        Policy policy = rules.of(pointer, names, ValueText.line(value), rule);
        boolean asked = policy == Policy.IF_ASKED && wasAsked(names.get(names.size() - 1));
        return policy == Policy.FREE || asked ? value : null;
    }

    /** Of several records those of the persons and numbers that the call names, whatever the field; all when it names none. */
    private List<Object> ofThoseNamed(List<Object> records) {
        List<Object> named = records.stream()
                .filter(record -> record instanceof Map<?, ?>)
                .filter(record -> namesInCall.stream().anyMatch(Lexicon.normal(ValueText.line(record))::contains))
                .toList();
        return named.isEmpty() ? records : named;
    }

    private static List<String> identifying(Map<String, @Nullable Object> arguments) {
        return arguments.values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> PersonNames.isFullName(text) || CaseIdentity.isNumber(text))
                .map(Lexicon::normal)
                .toList();
    }

    /** Of records with names and numbers only those that the call names, when it names any. */
    private boolean concerns(Object element) {
        if (!(element instanceof Map<?, ?> record)) {
            return true;
        }
        for (Map.Entry<?, ?> entry : record.entrySet()) {
            String name = Lexicon.normal(TextFormat.spaced(String.valueOf(entry.getKey())));
            for (Map.Entry<String, @Nullable Object> argument : arguments.entrySet()) {
                String wanted = Lexicon.normal(TextFormat.spaced(argument.getKey()));
                boolean same = name.equals(wanted)
                        && (FieldNames.isIdName(name)
                                || Lexicon.list("identity").isIn(name));
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
}
