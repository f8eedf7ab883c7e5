package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.FieldText;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PersonNames;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.SpokenText;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import me.fhir.chitchat.rehearsal.language.ValueText;

/** Says what was decided: what is granted or refused, for whom, and every amount, date and number of the decision. */
final class DecisionSentence {
    private static final int MAX_TEXT_LENGTH = 160;

    private final Phrases phrases;
    private final SpokenText spoken;
    private final RoleTool tool;
    private final Map<?, ?> arguments;
    private final List<RoleTool> alternatives;

    /** @param alternatives all decisions that could have been made */
    DecisionSentence(Phrases phrases, RoleTool tool, Map<?, ?> arguments, List<RoleTool> alternatives) {
        this.alternatives = List.copyOf(alternatives);
        this.phrases = phrases;
        this.spoken = phrases.spoken();
        this.tool = tool;
        this.arguments = arguments;
    }

    /**
     * The sentences, the decision itself first.
     *
     * @param grounds what is said below them, and not here as well
     */
    String text(String grounds) {
        List<String> subjects = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        String from = "";
        String until = "";
        for (Map.Entry<?, ?> argument : arguments.entrySet()) {
            String key = String.valueOf(argument.getKey());
            String name = Lexicon.normal(TextFormat.spaced(key));
            Object value = argument.getValue();
            if (value == null || isReason(name)) {
                continue;
            }
            String compact = name.replace(" ", "");
            if (isSubject(name, value)) {
                subjects.add(subject(key, name, value));
            } else if (Lexicon.list("validityStart").is(compact)) {
                from = spoken.value(key, value);
            } else if (Lexicon.list("validityEnd").is(compact)) {
                until = spoken.value(key, value);
            } else if (!isIn(grounds, FieldText.label(key, ValueText.line(value)), spoken.value(key, value))) {
                facts.add(fact(key, value));
            }
        }
        facts.add(validity(from, until));
        List<String> sentences = new ArrayList<>();
        String act = act();
        sentences.add(
                subjects.isEmpty()
                        ? act
                        : phrases.always("decision.about", phrases.unstopped(act), spoken.list(subjects)));
        sentences.addAll(facts);
        sentences.removeIf(String::isBlank);
        return spoken.polished(String.join(
                phrases.gap(), sentences.stream().map(phrases::stopped).toList()));
    }

    /** From when until when the decision holds; empty when neither is known. */
    private String validity(String from, String until) {
        if (from.isEmpty() && until.isEmpty()) {
            return "";
        }
        if (from.isEmpty()) {
            return phrases.always("decision.validUntil", until);
        }
        return until.isEmpty()
                ? phrases.always("decision.validFrom", from)
                : phrases.always("decision.validFromTo", from, until);
    }

    /** Whether a line of the grounds says it: the same value with a unit, or without one under the same name. */
    private static boolean isIn(String grounds, String label, String value) {
        return grounds.lines().anyMatch(line -> {
            String[] parts = line.replaceFirst("^- ", "").split("[\\s\u00a0]?[:：][\\s\u00a0]?", 2);
            String said = parts.length < 2 ? "" : parts[1];
            boolean same = said.startsWith(value)
                    && (said.length() == value.length() || !Character.isLetterOrDigit(said.charAt(value.length())));
            boolean measured = value.chars().anyMatch(Character::isDigit) && value.indexOf(' ') > 0;
            return same && (measured || Terms.of(label).coveredBy(Terms.of(parts[0])) == 1);
        });
    }

    private static boolean isReason(String name) {
        return Lexicon.list("prose").isIn(name)
                || Lexicon.list("unmetKey").isIn(name)
                || Lexicon.list("metKey").is(name.replace(" ", ""));
    }

    private static boolean isSubject(String name, Object value) {
        String last = name.substring(name.lastIndexOf(' ') + 1);
        boolean named = value instanceof String && Lexicon.list("identity").is(last);
        boolean person = value instanceof String text && PersonNames.isFullName(text) && name.endsWith("name");
        return named
                || person
                || (FieldNames.isIdName(name)
                        && (value instanceof Number || CaseIdentity.isNumber(String.valueOf(value))))
                || (value instanceof String text
                        && text.indexOf(' ') < 0
                        && CaseIdentity.isNumber(text)
                        && text.matches("(?=.*\\p{L}).*-.*|(?!\\d{4}-\\d\\d-\\d\\d$)\\d+-\\d+-\\d+|\\d{6,}"));
    }

    private String subject(String key, String name, Object value) {
        String text = spoken.value(key, value);
        boolean foreign = phrases.fits("decision.foreign", name);
        boolean plain = (value instanceof String && PersonNames.isFullName(text)) || name.length() <= 2 || foreign;
        return plain ? text : phrases.always("decision.subject", phrases.inSentence(TextFormat.human(key)), text);
    }

    private String fact(String key, Object value) {
        String plain = ValueText.line(value);
        String label = phrases.inSentence(FieldText.label(key, plain));
        if (value instanceof List<?> list) {
            List<String> items = list.stream().map(item -> item(key, item)).toList();
            return items.isEmpty()
                    ? ""
                    : phrases.always("decision.list", TextFormat.capitalised(label), spoken.and(items));
        }
        if (value instanceof Map<?, ?> map) {
            return phrases.always("decision.fact", TextFormat.capitalised(label), item(key, map));
        }
        if (value instanceof Number && FieldText.isMoney(key)) {
            String money = phrases.always("decision.money", label, spoken.value(key, value));
            if (!money.isBlank()) {
                return money;
            }
        }
        boolean count = value instanceof Number && isTimeUnit(TextFormat.spaced(key));
        if (count) {
            boolean alone = FieldText.label(key, plain).equals(TextFormat.human(key));
            return alone
                    ? phrases.always("decision.count", TextFormat.human(key), plain)
                    : phrases.always("decision.fact", FieldText.label(key, plain), spoken.value(key, value));
        }
        return phrases.always(
                "decision.fact",
                TextFormat.capitalised(label),
                TextFormat.cut(spoken.value(key, value), MAX_TEXT_LENGTH));
    }

    private static boolean isTimeUnit(String spaced) {
        Lexicon.Unit unit = Lexicon.unit(Lexicon.normal(spaced.substring(spaced.lastIndexOf(' ') + 1)));
        return unit != null && unit.dimension().equals("time");
    }

    /** A record as its first value with the others in brackets. */
    private String item(String key, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return spoken.value(key, value);
        }
        List<String> values = new ArrayList<>();
        map.forEach((name, part) -> {
            if (part != null) {
                values.add(spoken.value(String.valueOf(name), part));
            }
        });
        return values.size() < 2
                ? String.join("", values)
                : values.get(0) + " (" + String.join(", ", values.subList(1, values.size())) + ")";
    }

    /** What is done, from the tool's name where the language allows that: {@code deny_claim} is "we deny the claim". */
    private String act() {
        String status = tool.endStatus() == null ? "neutral" : String.valueOf(tool.endStatus());
        DecisionVerb done = DecisionVerb.of(phrases, tool.name());
        if (done != null) {
            return status.equals("success") && phrases.isIn("decision.glad", done.verb())
                    ? done.said("decision.gladly")
                    : status.equals("failure") ? refused(done) : done.said("decision.act");
        }
        String known = List.of("success", "failure", "neutral").contains(status) ? status : "neutral";
        return phrases.always("decision." + known);
    }

    /** What cannot be given is said by the word for giving it: who refuses a stall cannot offer one. */
    private String refused(DecisionVerb done) {
        if (!phrases.isIn("decision.refusing", done.verb())) {
            return done.said("decision.act");
        }
        return alternatives.stream()
                .filter(other -> "success".equals(other.endStatus()))
                .map(other -> DecisionVerb.of(phrases, other.name()))
                .filter(other -> other != null && other.noun().equals(done.noun()))
                .findFirst()
                .map(other -> other.said("decision.cannot"))
                .orElseGet(() -> done.said("decision.haveTo"));
    }
}
