package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.SpokenText;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** What a point of a decision is called: in full, in short, in a row with others. */
public final class PointTitle {
    private final Phrases phrases;
    private final SpokenText spoken;

    public PointTitle(Phrases phrases) {
        this.phrases = phrases;
        this.spoken = phrases.spoken();
    }

    /** Whether the point is one sentence; a list or an alternative has no shorter name. */
    static boolean isPlain(Criterion criterion) {
        return criterion.constraints().stream()
                .noneMatch(one -> one instanceof Criterion.Parts
                        || one instanceof Criterion.OneOf
                        || one instanceof Criterion.NoneOf);
    }

    /** Whether the point is one sentence, or a name with the values of which one is wanted. */
    static boolean isPlainOrChoice(Criterion criterion) {
        return isPlain(criterion)
                || (criterion.constraints().size() == 1
                        && criterion.constraints().get(0) instanceof Criterion.OneOf);
    }

    /** The short name in front of a colon; a sentence has none. */
    public String brief(Criterion criterion) {
        String name = name(criterion);
        if (!isPlain(criterion)) {
            return plainName(criterion);
        }
        return SentenceTitle.of(phrases, name).isPresent() || isOpen(criterion)
                ? name
                : spoken.polished(PointName.of(name));
    }

    /** Whether the short name would break off, "The loan may last", so that only the whole can be said. */
    boolean isOpen(Criterion criterion) {
        String name = name(criterion);
        String brief = PointName.of(name);
        return !brief.equals(name) && phrases.fits("title.open", Lexicon.normal(brief));
    }

    /** That a point is so; where it stood in a list before, by whose word, as no sentence is said twice. */
    String so(Criterion criterion) {
        String name = plainName(criterion);
        String told = phrases.wasSaid(name) ? phrases.always("point.told", name) : "";
        return told.isEmpty() ? phrases.always("point.so", name) : told;
    }

    /** What a point is called in a row with others: a choice without its values. */
    public String heading(Criterion criterion) {
        boolean choice = criterion.constraints().stream()
                .anyMatch(one -> one instanceof Criterion.OneOf || one instanceof Criterion.NoneOf);
        String label = label(criterion);
        return choice && !label.isEmpty() ? label : brief(criterion);
    }

    /** What the point is called; a name such as "Requirement" in front of it says nothing. */
    String name(Criterion criterion) {
        String title = TextFormat.withoutStop(criterion.title());
        String label = label(criterion);
        boolean values = criterion.constraints().stream()
                .anyMatch(one -> one instanceof Criterion.OneOf || one instanceof Criterion.NoneOf);
        boolean empty =
                !values && !label.isEmpty() && FieldNames.isRuleName(label) && title.length() > label.length() + 12;
        return spoken.polished(empty ? TextFormat.capitalised(title.substring(label.length() + 2)) : title);
    }

    /** The name in front of a colon, without one of its own. */
    public String plainName(Criterion criterion) {
        if (isList(criterion) && criterion.constraints().get(0) instanceof Criterion.Parts parts) {
            String all = spoken.or(titles(parts));
            String said =
                    phrases.always(parts.needed() == 1 ? "ask.one" : "ask.of", all, Integer.toString(parts.needed()));
            return said.isBlank() ? name(criterion) : said.replaceFirst("[\\s\u00a0]?[:：] ?", " – ");
        }
        return name(criterion).replaceFirst("[\\s\u00a0]?[:：] ", " – ");
    }

    /** The same within a sentence. */
    public String within(Criterion criterion) {
        return phrases.withoutCapital(plainName(criterion));
    }

    /** A bare value with the name that it has been given: "Generator: yes" and no "yes". */
    String labelled(Statement evidence, String quote) {
        boolean bare = !quote.isEmpty() && !evidence.label().isEmpty() && quote.split(" ", -1).length <= 3;
        return bare && !Lexicon.normal(quote).startsWith(Lexicon.normal(evidence.label()))
                ? phrases.always("written.field", TextFormat.capitalised(evidence.label()), quote)
                : quote;
    }

    /** A figure without the unit that its name begins with: "Days per week: 3", and not "3 days". */
    public static String withoutUnitOf(String name, String figure) {
        String unit = TextFormat.uncapitalised(name.split(" ", 2)[0]);
        return Lexicon.unit(Lexicon.normal(unit)) == null
                ? figure
                : figure.replaceAll("(?i)(?<=\\d)[ \u00a0]" + Pattern.quote(unit) + "(?!\\p{L})", "");
    }

    static List<String> titles(Criterion.Parts parts) {
        return parts.parts().stream()
                .map(part -> part.title().replaceFirst("[\\s;,.]+$", ""))
                .map(title -> title.matches("\\p{Lu}\\p{Ll}*\\s.*") ? TextFormat.uncapitalised(title) : title)
                .toList();
    }

    static boolean isList(Criterion criterion) {
        return Lexicon.list("ofFollowing").isIn(Lexicon.normal(criterion.title()))
                && !criterion.constraints().isEmpty();
    }

    /** The name before the colon of "Covered causes: fire, storm"; empty when there is none. */
    static String label(Criterion criterion) {
        int colon = criterion.title().indexOf(": ");
        return colon < 0 ? "" : criterion.title().substring(0, colon);
    }
}
