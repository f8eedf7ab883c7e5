package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.From;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PersonNames;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Facts that speak for or against any positive decision by themselves, such as a membership's status. */
final class StandingFacts {
    private static final Pattern COUPLE = Pattern.compile(" (?:and|und|y|et|&) ");

    private StandingFacts() {}

    static Optional<Criterion> of(Leaf leaf) {
        String name = Lexicon.normal(TextFormat.spaced(leaf.name()));
        String text = leaf.statement().normal();
        String title = leaf.statement().quote();
        boolean status = Lexicon.list("statusKey").is(name.substring(name.lastIndexOf(' ') + 1))
                || Lexicon.list("statusKey").is(name.replace(" ", ""));
        boolean adverse = Lexicon.list("adverse").isIn(name);
        String persons = COUPLE.matcher(leaf.statement().text()).replaceAll(" ");
        if (FieldNames.isPersonName(name, leaf.names()) && PersonNames.isFullName(persons)) {
            // "Named insured: Jane Doe" says who it is, not that something is insured.
            return Optional.empty();
        }
        Boolean good = null;
        if (leaf.value() instanceof Boolean yes) {
            good = adverse ? (Boolean) !yes : status ? yes : null;
        } else if (status && leaf.value() instanceof String && text.length() < 60 && !text.matches("[\\d.:/-]+")) {
            good = isOfRecord(leaf)
                    || !(Lexicon.list("adverseStatus").isIn(text)
                            || Lexicon.list("negative").is(text));
        } else if (adverse && leaf.value() instanceof String && text.length() < 60) {
            good = Lexicon.list("negative").is(text) || Lexicon.list("negator").starts(text);
        }
        return good == null
                ? Optional.empty()
                : Optional.of(new Criterion(
                        title,
                        "",
                        List.of(Terms.of(leaf.name())),
                        List.of(new Criterion.Standing(good, leaf.statement())),
                        From.OWN,
                        leaf.statement().source()));
    }

    /** Whether a status only says again what the record is: a booking that is booked is open to a decision. */
    private static boolean isOfRecord(Leaf leaf) {
        List<String> names = leaf.names();
        return names.size() > 1
                && Terms.of(names.get(names.size() - 2))
                                .shared(Terms.of(leaf.statement().text()))
                        > 0;
    }
}
