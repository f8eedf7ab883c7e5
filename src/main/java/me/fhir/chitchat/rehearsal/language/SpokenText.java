package me.fhir.chitchat.rehearsal.language;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes dates, numbers, enumerations and quotations as people do in one language. */
public final class SpokenText {
    private static final Pattern ISO_DATE =
            Pattern.compile("(?<![\\p{L}\\p{N}/.-])(\\d{4})-(\\d{2})-(\\d{2})(?![\\p{N}/-]|T\\d|\\p{L})");
    private static final Pattern BOUND =
            Pattern.compile("([≤≥])\\s?(\\d[\\d.,]*(?:\\s?(?:[€$£¥%]|[\\p{L}°µ]{1,8}(?:/\\p{L}{1,8})?)(?![\\p{L}]))?)");
    private static final Pattern QUOTED = Pattern.compile("“([^“”]*)”");
    private static final Pattern CONJUNCTION = Pattern.compile("^(?:and|or|und|oder|y|o|et|ou)\\s+");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(0[1-9]|1[0-2])");
    private static final Pattern TIGHT_MARK = Pattern.compile("(?<=[\\p{L}\\p{N})])([:;?!])(?=\\s|$)");
    private static final Pattern NARROW_COLON = Pattern.compile(
            "(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]): (?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{N}])");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,4})?");
    private static final Pattern PLAIN_WORD =
            Pattern.compile("(?<![\\p{L}\\p{N}/._@-])\\p{L}{3,}(?![\\p{L}\\p{N}/_@])(?!\\.\\p{L})");
    private static final int GROUPED_FROM = 5;
    private static final int MAX_SYMBOL_LENGTH = 3;

    private static final Map<String, SpokenText> ALL = new ConcurrentHashMap<>();

    private final TextMemo<String> polished = new TextMemo<>(this::polish);
    private final Properties phrases;
    private final Map<String, String> words = new HashMap<>();

    /** How a language writes, by the phrases in which the rehearsal speaks it. */
    static SpokenText of(String language, Properties phrases) {
        return ALL.computeIfAbsent(language, unused -> new SpokenText(phrases));
    }

    SpokenText(Properties phrases) {
        this.phrases = phrases;
        for (String word : phrases.getProperty("written.words", "").split(",", -1)) {
            String letters = word.toLowerCase(Locale.ROOT)
                    .replace("ä", "ae")
                    .replace("ö", "oe")
                    .replace("ü", "ue")
                    .replace("ß", "ss");
            String plain = word.isEmpty()
                    ? ""
                    : Normalizer.normalize(letters, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
            if (!plain.isEmpty()) {
                words.put(plain, word);
                words.put(TextFormat.capitalised(plain), TextFormat.capitalised(word));
            }
        }
    }

    /** The text with its dates, bounds and quotation marks as the language has them; doing it twice changes nothing. */
    public String polished(String text) {
        return polished.of(text);
    }

    private String polish(String text) {
        String dated = ISO_DATE.matcher(spelled(text)).replaceAll(date -> Matcher.quoteReplacement(date(date)));
        String bounded = BOUND.matcher(dated)
                .replaceAll(bound -> Matcher.quoteReplacement(
                        filled(bound.group(1).equals("≤") ? "atMost" : "atLeast", bound.group(), bound.group(2))));
        String spaced = phrases.containsKey("written.spaceBeforeMarks")
                ? TIGHT_MARK.matcher(bounded).replaceAll("\u00a0$1")
                : bounded;
        String wide = phrases.containsKey("written.wideMarks")
                ? NARROW_COLON.matcher(spaced).replaceAll("：").replace("。。", "。")
                : spaced;
        return QUOTED.matcher(wide)
                .replaceAll(quote -> Matcher.quoteReplacement(filled("quoted", quote.group(), quote.group(1))));
    }

    /** The text with the accents and the prepositions that names of fields go without. */
    private String spelled(String text) {
        return words.isEmpty()
                ? text
                : PLAIN_WORD
                        .matcher(text)
                        .replaceAll(word -> Matcher.quoteReplacement(words.getOrDefault(word.group(), word.group())));
    }

    /** A text that will stand in quotation marks: those in it become the inner ones. */
    public String inner(String text) {
        String[] marks = phrases.getProperty("written.quoted", "“{0}”").split("\\{0}", 2);
        String inside = phrases.getProperty("written.inner", "‘{0}’");
        Pattern quoted =
                Pattern.compile("(?:“|" + Pattern.quote(marks[0]) + ")([^“”]*?)(?:”|" + Pattern.quote(marks[1]) + ")");
        return quoted.matcher(text)
                .replaceAll(quote -> Matcher.quoteReplacement(PhraseTemplate.filled(inside, quote.group(1))));
    }

    /** A part of a sentence without the conjunction that it begins with. */
    public static String part(String text) {
        return CONJUNCTION.matcher(text).replaceFirst("");
    }

    private String date(MatchResult date) {
        try {
            return date(LocalDate.parse(date.group()));
        } catch (DateTimeException e) {
            return date.group();
        }
    }

    public String date(LocalDate date) {
        return filled(
                date.getDayOfMonth() == 1 && phrases.containsKey("written.firstOfMonth") ? "firstOfMonth" : "date",
                date.toString(),
                Integer.toString(date.getYear()),
                month(date.getMonthValue()),
                Integer.toString(date.getDayOfMonth()));
    }

    private String month(int month) {
        String[] months = phrases.getProperty("written.months", "").split(",", -1);
        return months.length < month ? Integer.toString(month) : months[month - 1];
    }

    /**
     * A number with the language's decimal sign.
     *
     * @param grouped whether its thousands are set apart, as in amounts
     */
    public String number(BigDecimal number, boolean grouped) {
        String plain = number.stripTrailingZeros().toPlainString();
        int dot = plain.indexOf('.');
        String whole = dot < 0 ? plain : plain.substring(0, dot);
        int digits = whole.startsWith("-") ? whole.length() - 1 : whole.length();
        int from = Integer.parseInt(phrases.getProperty("written.groupedFrom", Integer.toString(GROUPED_FROM)));
        StringBuilder out = new StringBuilder(whole);
        if (grouped && digits >= from) {
            for (int at = whole.length() - 3; at > whole.length() - digits; at -= 3) {
                out.insert(at, phrases.getProperty("written.group", ",").replace('_', '\u00a0'));
            }
        }
        return dot < 0 ? out.toString() : out + phrases.getProperty("written.decimal", ".") + plain.substring(dot + 1);
    }

    /** A value in words; a month is named. */
    public String text(String value) {
        Matcher month = MONTH.matcher(value);
        return month.matches()
                ? filled("month", value, month.group(1), month(Integer.parseInt(month.group(2))))
                : polished(value);
    }

    /** The value of a field: dates and numbers written out, {@code amountEur} with its currency. */
    public String value(String field, Object value) {
        if (value instanceof Boolean yes) {
            return phrases.getProperty(yes ? "yes" : "no", yes ? "✓" : "✗");
        }
        String line = TextFormat.withoutStop(ValueText.line(value));
        Matcher month = MONTH.matcher(line);
        if (month.matches()) {
            return filled("month", line, month.group(1), month(Integer.parseInt(month.group(2))));
        }
        if (!NUMBER.matcher(line).matches()) {
            return polished(line);
        }
        String unit = FieldText.value(field, line).substring(line.length());
        boolean identifier = FieldNames.isIdName(Lexicon.normal(TextFormat.spaced(field))) || value instanceof String;
        String number = FieldText.isYear(field, line) || (identifier && unit.isEmpty())
                ? line
                : number(new BigDecimal(line), true);
        boolean noun =
                phrases.containsKey("written.capitalUnits") && unit.strip().length() > MAX_SYMBOL_LENGTH;
        String shown = noun ? " " + TextFormat.capitalised(unit.strip()) : unit;
        return filled("currency." + unit.strip().toLowerCase(Locale.ROOT), number + shown, number);
    }

    /** "A, B and C". */
    public String and(List<String> items) {
        return joined(items, "and");
    }

    /** "A, B or C". */
    public String or(List<String> items) {
        return joined(items, "or");
    }

    /** "A, B, C". */
    public String list(List<String> items) {
        return joined(items, "comma");
    }

    /** "A; B". */
    public String clauses(List<String> clauses) {
        String out = "";
        for (String clause : clauses) {
            out = out.isEmpty() ? clause : filled("clause", out + "; " + clause, out, clause);
        }
        return out;
    }

    private String joined(List<String> items, String last) {
        if (items.isEmpty()) {
            return "";
        }
        String out = items.get(0);
        // An item may begin with the conjunction of the list that it was cut out of.
        for (int i = 1; i < items.size(); i++) {
            String word = i == items.size() - 1 ? last : "comma";
            String item = part(items.get(i));
            out = filled(word, out + ", " + item, out, item);
        }
        return out;
    }

    private String filled(String name, String otherwise, String... values) {
        String pattern = phrases.getProperty("written." + name);
        return pattern == null ? otherwise : PhraseTemplate.filled(pattern, values);
    }
}
