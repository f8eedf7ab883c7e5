package me.fhir.chitchat.rehearsal.knowledge;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.jspecify.annotations.Nullable;

/**
 * A point that a decision depends on.
 *
 * @param title how it is named to the other side
 * @param normal its whole normalised text
 * @param topics the words that name the fact, each set for itself
 * @param location where the fact may come from
 * @param source where the point itself is written
 */
public record Criterion(
        String title,
        String normal,
        List<Terms> topics,
        List<Constraint> constraints,
        FactLocation location,
        Source source) {
    public Criterion(
            String title, String normal, List<Terms> topics, List<Constraint> constraints, From from, Source source) {
        this(title, normal, topics, constraints, new FactLocation(from, ""), source);
    }

    /**
     * Where to look for a fact.
     *
     * @param path a JSON Pointer into the own knowledge, as the author gave it; or empty
     */
    public record FactLocation(From from, String path) {}

    /** Where a fact may come from. */
    public enum From {
        OWN,
        RECEIVED,
        ANY
    }

    /** What a fact must be like. */
    public sealed interface Constraint {}

    /** A number between bounds, both inclusive. */
    public record Bound(@Nullable Quantity least, @Nullable Quantity most) implements Constraint {}

    /** A date not longer ago than so many days, or an event within them. */
    public record Recent(BigDecimal days) implements Constraint {}

    /** A date at least so many days ago. */
    public record Past(BigDecimal days) implements Constraint {}

    /** Nothing of the kind within so many days. */
    public record NoneRecent(BigDecimal days, Terms what) implements Constraint {}

    /**
     * Parts of a rule, each a criterion of its own.
     *
     * @param needed how many of them must be met
     */
    public record Parts(int needed, List<Criterion> parts) implements Constraint {}

    /** Something that happened not later than so many days after an event. */
    public record Elapsed(BigDecimal days, Terms event) implements Constraint {}

    /** A date between bounds, both inclusive. */
    public record Between(
            @Nullable LocalDate from, @Nullable LocalDate to) implements Constraint {}

    /** One of these must be given. */
    public record OneOf(List<String> values) implements Constraint {}

    /**
     * None of these values.
     *
     * @param subject what the values are, such as species: something must be known about it; empty for anything
     */
    public record NoneOf(List<String> values, Terms subject) implements Constraint {}

    /** A yes or a no is asked for. */
    public record YesOrNo(boolean yes) implements Constraint {}

    /** A fact of the own knowledge that speaks for itself, such as a membership's status. */
    public record Standing(boolean good, Statement fact) implements Constraint {}

    /** Where the fact may come from. */
    public From from() {
        return location.from();
    }

    /** The words of the first topic, or of all when there are several. */
    public Terms words() {
        return topics.size() == 1 ? topics.get(0) : Terms.all(topics);
    }

    /** Whether a statement is a value that was given under the very name of the fact. */
    public boolean isLabelOf(Statement statement) {
        Terms label = Terms.of(statement.label());
        return !label.isEmpty()
                && topics.stream()
                        .anyMatch(topic ->
                                !topic.isEmpty() && topic.coveredBy(label) == 1 && label.coveredBy(topic) == 1);
    }

    /** Whether a statement answers a point under its very title or short name. */
    public boolean isNameOf(Statement statement) {
        return statement.mood() == Statement.Mood.ANSWER && isNamedBy(statement.label());
    }

    /** Whether a name is the title or the short name. */
    public boolean isNamedBy(String said) {
        String label = Lexicon.normal(said);
        String name = Lexicon.normal(PointName.of(title));
        return label.equals(Lexicon.normal(TextFormat.withoutStop(title)))
                || label.equals(name)
                || Lexicon.normal(PointName.of(said)).equals(name);
    }

    /** The same with another text. */
    public Criterion worded(String text) {
        return new Criterion(title, text, topics, constraints, location, source);
    }

    /** A constraint of a rule that goes by these words. */
    public static Criterion of(Knowledge.Leaf rule, String title, Terms terms, Constraint constraint) {
        return new Criterion(
                title,
                "",
                List.of(terms),
                List.of(constraint),
                From.ANY,
                rule.statement().source());
    }

    /** Whether there may be so many at most, which "none" is not against. */
    public boolean isMaximum() {
        return constraints.stream().allMatch(one -> one instanceof Bound bound && bound.least() == null);
    }
}
