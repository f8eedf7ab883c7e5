package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.Criterion.From;
import me.fhir.chitchat.rehearsal.Knowledge.Leaf;

/** Reads rules that are texts: lists of what is allowed or excluded, and sentences. */
final class TextRules {
    private static final Pattern CODE = Pattern.compile(
            "^(?:\\d{1,2}[.)]|\\([a-z0-9]\\)|[a-z]\\)|\\p{Lu}{1,5}-?\\d+(?:\\.\\d+)*(?:\\([a-z]\\))?[:.]?|\\d+\\.\\d+(?:\\.\\d+)*(?:\\([a-z]\\))?)\\s+");

    private static final Pattern HEAD = Pattern.compile("^([^:：]{3,60})[:：]\\s?(.+)$");

    private static final Set<String> TITLES =
            Set.of("text", "criterion", "description", "title", "requirement", "rule", "condition");

    private TextRules() {}

    static Optional<Criterion> of(Leaf leaf, String name, String compact, Knowledge knowledge) {
        String value = leaf.statement().text();
        if (Lexicon.list("listNone").isIn(name) || Lexicon.list("listNone").is(compact)) {
            return noneOf(leaf, name, knowledge);
        }
        if (Lexicon.list("listOne").is(compact) || Lexicon.list("listOne").starts(name)) {
            return oneOf(leaf, knowledge);
        }
        Optional<Criterion> factor = NumberRules.factor(leaf, value, knowledge);
        if (factor.isPresent()) {
            return factor;
        }
        boolean inList = leaf.pointer().matches(".*/\\d+");
        boolean inRecord = leaf.pointer().matches(".*/\\d+/[^/]*");
        boolean listed = Lexicon.list("listAll").is(compact)
                || Lexicon.list("listAll").isIn(name)
                || (inList && FieldNames.isRuleName(leaf.name()));
        boolean titled = inRecord && TITLES.contains(name) && value.indexOf(' ') > 0;
        boolean asks = !inRecord
                && !Lexicon.list("procedureKey").isIn(name)
                && !ConstraintParser.in(Lexicon.normal(value)).isEmpty();
        if ((listed && value.length() > 2 && !inRecord) || titled) {
            return Optional.of(sentence(value, "", leaf));
        } else if (asks) {
            return Optional.of(sentence(value, TextFormat.human(leaf.name()), leaf));
        }
        return Optional.empty();
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
        words.removeIf(word -> Lexicon.list("listNone").is(word));
        Terms subject = Terms.of(String.join(" ", words));
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
        boolean first = leaf.pointer().equals(parent + "/0");
        return first
                ? knowledge.leaves().stream()
                        .filter(other -> Knowledge.parent(other).equals(parent))
                        .map(other -> other.statement().text())
                        .toList()
                : List.of();
    }

    private static Criterion sentence(String value, String label, Leaf leaf) {
        String bare = CODE.matcher(value).replaceFirst("");
        Matcher head = HEAD.matcher(bare);
        String title = TextFormat.withoutStop(label.isEmpty() ? bare : label + ": " + bare);
        String normal = Lexicon.normal(title);
        List<Terms> topics = new ArrayList<>();
        if (head.matches() && label.isEmpty()) {
            topics.add(Terms.of(head.group(1)));
        } else if (!label.isEmpty() && !FieldNames.isRuleName(leaf.name())) {
            topics.add(Terms.of(label));
        }
        return new Criterion(
                title,
                normal,
                topics,
                ConstraintParser.in(normal),
                From.ANY,
                leaf.statement().source());
    }
}
