package me.fhir.chitchat.rehearsal.criteria;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.TextMemo;

/**
 * A limit that is told as a whole sentence, "The hall seats at least 80 people". It has no short name that could stand
 * in front of a colon; what is true is the sentence with another figure.
 */
record SentenceTitle(String before, String limit, String after) {
    private static final List<String> COMPARISONS = List.of("atLeast", "atMost");
    private static final Pattern NOTHING = Pattern.compile("\\s*(?:de|von|of|to)?\\s*");
    private static final Pattern DIGITS = Pattern.compile("\\d+(?:[.,]\\d+)*");

    private static final TextMemo<Optional<SentenceTitle>> PARTS = new TextMemo<>(SentenceTitle::parts);

    static Optional<SentenceTitle> of(Phrases phrases, String title) {
        return PARTS.of(title).filter(parts -> phrases.fits("title.sentence", Lexicon.normal(parts.before)));
    }

    private static Optional<SentenceTitle> parts(String title) {
        String normal = Lexicon.normal(title);
        List<Quantity> figures = normal.length() == title.length()
                ? QuantityParser.in(DateParser.blanked(normal, DateParser.in(normal, LocalDate.EPOCH)))
                : List.of();
        if (figures.size() != 1) {
            return Optional.empty();
        }
        Quantity figure = figures.get(0);
        int start = figure.start();
        for (String list : COMPARISONS) {
            Matcher words = Lexicon.list(list).matcher(normal);
            while (words.find() && words.end() <= figure.start()) {
                boolean leads = NOTHING.matcher(normal.substring(words.end(), figure.start()))
                        .matches();
                start = leads ? Math.min(start, words.start()) : start;
            }
        }
        String before = title.substring(0, start).strip();
        return start == figure.start()
                ? Optional.empty()
                : Optional.of(new SentenceTitle(
                        before, title.substring(figure.start(), figure.end()), title.substring(figure.end())));
    }

    /** The sentence as it is true. */
    String with(String figure) {
        boolean bare = DIGITS.matcher(figure).matches();
        String said = bare ? DIGITS.matcher(limit).replaceFirst(Matcher.quoteReplacement(figure)) : figure;
        return before + " " + said + after;
    }
}
