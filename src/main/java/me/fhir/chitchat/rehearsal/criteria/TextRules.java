package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.From;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.RuleWording;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Reads rules that are texts: lists of what is allowed or excluded, and sentences. */
final class TextRules {
    private static final Pattern CODE = Pattern.compile(
            "^(?:\\d{1,2}[.)]|\\([a-z0-9]\\)|[a-z]\\)|\\p{Lu}{1,5}-?\\d+(?:\\.\\d+)*(?:\\([a-z]\\))?[:.]?|\\d+\\.\\d+(?:\\.\\d+)*(?:\\([a-z]\\))?)\\s+");

    private static final Pattern HEAD = Pattern.compile("^([^:：]{3,60}|\\p{IsHan}{2})[:：]\\s?(.+)$");

    private static final Set<String> TITLES =
            Set.of("text", "criterion", "description", "title", "requirement", "rule", "condition");

    private TextRules() {}

    /** The points of an entry of a record or a table of conditions; empty for what is no condition. */
    static List<Criterion> of(Leaf leaf, ConditionEntry entry) {
        List<Criterion> points = entry.points(leaf);
        if (!points.isEmpty()) {
            return points;
        }
        boolean rule = RuleParser.isRule(entry.value());
        if (!rule && !entry.isSentence()) {
            return List.of();
        }
        // "Must be attached" says nothing without the name of what must.
        boolean predicate = Lexicon.list("obligation").starts(Lexicon.normal(entry.value()));
        boolean whole = entry.isSentence()
                && !predicate
                && (!rule
                        || !CriterionFacts.withoutFigures(Terms.of(entry.value()))
                                .isEmpty());
        return criteria(entry.value(), whole ? "" : entry.label(), false, leaf);
    }

    static List<Criterion> of(Leaf leaf, String name, String compact, Knowledge knowledge) {
        String value =
                leaf.value() instanceof String text ? text : leaf.statement().text();
        if (Lexicon.list("listNone").isIn(name) || Lexicon.list("listNone").is(compact)) {
            return noneOf(leaf, name, knowledge).stream().toList();
        }
        if (isListOfValues(leaf, name, compact, knowledge)) {
            return oneOf(leaf, knowledge).stream().toList();
        }
        Optional<Criterion> factor = NumberRules.factor(leaf, value, knowledge);
        if (factor.isPresent()) {
            return List.of(factor.get());
        }
        boolean inList = leaf.pointer().matches(".*/\\d+");
        boolean inRecord = leaf.pointer().matches(".*/\\d+/[^/]*");
        boolean listed = Lexicon.list("listAll").is(compact)
                || Lexicon.list("listAll").isIn(name)
                || (inList
                        && (FieldNames.isRuleName(leaf.name())
                                || RuleWording.isRuleSet(leaf.name(), entries(leaf, knowledge))));
        boolean titled = inRecord && TITLES.contains(name) && value.indexOf(' ') > 0;
        boolean stated = FieldNames.isRuleName(leaf.name()) || TITLES.contains(name) || isRequirement(leaf, value);
        boolean asks = !inRecord
                && !Lexicon.list("procedureKey").isIn(name)
                && (stated
                        ? RuleParser.isRule(value)
                        : !ConstraintParser.in(Lexicon.normal(value)).isEmpty());
        if ((listed && value.length() > 2 && !inRecord) || titled) {
            return criteria(value, "", !inList && !titled, leaf);
        }
        // "Text" before a rule says nothing and would be taken for what the rule is about.
        String label = Lexicon.list("genericKey").is(name) ? "" : TextFormat.human(leaf.name());
        return asks ? criteria(value, label, true, leaf) : List.of();
    }

    /** Whether a text under a name of its own is one of several requirements, and says of something that it is absent. */
    private static boolean isRequirement(Leaf leaf, String value) {
        List<String> names = leaf.names();
        return names.size() > 1
                && FieldNames.isRuleName(names.get(names.size() - 2))
                && Lexicon.list("no").starts(Lexicon.normal(value));
    }

    /** Whether a list names what is allowed; under a name such as "acceptance conditions" its entries are rules. */
    private static boolean isListOfValues(Leaf leaf, String name, String compact, Knowledge knowledge) {
        boolean named =
                Lexicon.list("listOne").is(compact) || Lexicon.list("listOne").starts(name);
        return named
                && !(FieldNames.isRuleName(leaf.name())
                        && entries(leaf, knowledge).stream().anyMatch(RuleParser::isRule));
    }

    private static List<String> entries(Leaf leaf, Knowledge knowledge) {
        return leaf.pointer().matches(".*/\\d+")
                ? listed(Knowledge.parent(leaf), knowledge)
                : List.of(leaf.statement().text());
    }

    private static Optional<Criterion> oneOf(Leaf leaf, Knowledge knowledge) {
        List<String> values = values(leaf, knowledge);
        String title = TextFormat.human(leaf.name()) + ": " + String.join(", ", values);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(Criterion.of(leaf, title, Terms.of(leaf.name()), new Criterion.OneOf(values)));
    }

    private static Optional<Criterion> noneOf(Leaf leaf, String name, Knowledge knowledge) {
        List<String> values = values(leaf, knowledge);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
        boolean worded = words.removeIf(word -> Lexicon.list("listNone").is(word));
        // "Not covered" names no subject of its own.
        boolean bare = !worded && Lexicon.list("listNone").is(name.replace(" ", ""));
        Terms subject = bare ? Terms.NONE : Terms.of(String.join(" ", words));
        String title = TextFormat.human(leaf.name()) + ": " + TextFormat.withoutStop(String.join(", ", values));
        Terms topic = subject.isEmpty() ? Terms.of(String.join(" ", values)) : subject;
        return Optional.of(Criterion.of(leaf, title, topic, new Criterion.NoneOf(values, subject)));
    }

    /** The values of the list that this one is the first of; none for its other ones. */
    private static List<String> values(Leaf leaf, Knowledge knowledge) {
        if (!leaf.pointer().matches(".*/\\d+")) {
            return List.of(leaf.statement().text().split("\\s*[,;]\\s*", -1));
        }
        String parent = Knowledge.parent(leaf);
        return leaf.pointer().equals(parent + "/0") ? listed(parent, knowledge) : List.of();
    }

    private static List<String> listed(String parent, Knowledge knowledge) {
        return knowledge.leaves().stream()
                .filter(other -> Knowledge.parent(other).equals(parent))
                .map(other -> other.statement().text())
                .toList();
    }

    /** The criteria of a text; the name of its field is put before a single one only. */
    private static List<Criterion> criteria(String text, String label, boolean prose, Leaf leaf) {
        List<Rule> rules = RuleParser.of(text, prose);
        String shown = rules.size() == 1 ? label : "";
        return rules.stream().map(rule -> criterion(rule, shown, leaf)).toList();
    }

    private static Criterion criterion(Rule rule, String label, Leaf leaf) {
        if (rule instanceof Rule.Compound compound) {
            List<Criterion> parts = compound.parts().stream()
                    .map(part -> criterion(part, "", leaf))
                    .toList();
            String title = label.isEmpty() ? rule.text() : label + ": " + rule.text();
            return new Criterion(
                    TextFormat.capitalised(title),
                    "",
                    List.of(Terms.of(title)),
                    List.of(new Criterion.Parts(compound.needed(), parts)),
                    From.ANY,
                    leaf.statement().source());
        }
        return sentence(rule.text(), label, leaf);
    }

    private static Criterion sentence(String value, String label, Leaf leaf) {
        String bare = CODE.matcher(value).replaceFirst("");
        Matcher head = HEAD.matcher(bare);
        if (head.matches() && label.isEmpty() && !Lexicon.list("listAll").isIn(Lexicon.normal(head.group(1)))) {
            // "Covered causes" are no conditions of their own: what they list are values.
            List<String> values = RuleClauses.enumerated(TextFormat.withoutStop(head.group(2)));
            if (!values.isEmpty()) {
                String title = head.group(1).strip() + ": " + TextFormat.withoutStop(head.group(2));
                Terms named = Terms.of(head.group(1));
                return Criterion.of(leaf, TextFormat.capitalised(title), named, new Criterion.OneOf(values));
            }
        }
        String title = TextFormat.capitalised(TextFormat.withoutStop(label.isEmpty() ? bare : label + ": " + bare));
        String normal = Lexicon.normal(title);
        List<Terms> topics = new ArrayList<>();
        if (head.matches() && label.isEmpty()) {
            topics.add(Terms.of(head.group(1)));
        } else if (!label.isEmpty() && !FieldNames.isRuleName(leaf.name())) {
            topics.add(Terms.of(label));
        }
        List<String> names = CodeRange.in(bare).map(List::of).orElseGet(() -> RuleClauses.names(bare));
        if (!names.isEmpty() && constraints(normal).isEmpty()) {
            Terms matter = Terms.of(title).without(Terms.of(String.join(" ", names)));
            return Criterion.of(leaf, title, matter, new Criterion.OneOf(names));
        }
        return new Criterion(
                title,
                normal,
                topics,
                constraints(normal),
                From.ANY,
                leaf.statement().source());
    }

    /** "No tattoo in the last 3 months" asks that there was none, not that it was lately. */
    private static List<Criterion.Constraint> constraints(String normal) {
        List<Criterion.Constraint> found = ConstraintParser.in(normal);
        Matcher no = Lexicon.list("no").matcher(normal);
        if (no.lookingAt() && found.size() == 1 && found.get(0) instanceof Criterion.Recent recent) {
            Terms what = CriterionFacts.withoutFigures(Terms.of(normal.substring(no.end())));
            return List.of(new Criterion.NoneRecent(recent.days(), what));
        }
        return found;
    }
}
