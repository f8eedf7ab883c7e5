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
            return Optional.of(Criterion.of(
                    leaf,
                    TextFormat.human(leaf.name()) + ": " + TextFormat.withoutStop(value),
                    Terms.of(value),
                    new Criterion.NoneOf(List.of(value.split("\\s*[,;]\\s*", -1)))));
        }
        if (Lexicon.list("listOne").is(compact) || Lexicon.list("listOne").starts(name)) {
            return oneOf(leaf, value, knowledge);
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

    private static Optional<Criterion> oneOf(Leaf leaf, String value, Knowledge knowledge) {
        String parent = Knowledge.parent(leaf);
        boolean inList = leaf.pointer().matches(".*/\\d+");
        if (inList
                && knowledge
                        .at(parent + "/0")
                        .filter(first -> first.pointer().equals(leaf.pointer()))
                        .isEmpty()) {
            return Optional.empty();
        }
        List<String> values = inList
                ? knowledge.leaves().stream()
                        .filter(other -> Knowledge.parent(other).equals(parent))
                        .map(other -> other.statement().text())
                        .toList()
                : List.of(value.split("\\s*[,;]\\s*", -1));
        String label = TextFormat.human(leaf.name());
        return Optional.of(Criterion.of(
                leaf, label + ": " + String.join(", ", values), Terms.of(leaf.name()), new Criterion.OneOf(values)));
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
