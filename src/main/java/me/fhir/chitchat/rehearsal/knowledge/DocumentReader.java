package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.language.Certainty;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.RunOnTable;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.ValueText;
import org.jspecify.annotations.Nullable;

/** Reads what was received, a message's text or a document (JSON, Markdown, plain text), for statements. */
public final class DocumentReader {
    private static final int MAX = 1_200;
    private static final int MAX_DEPTH = 16;
    private static final int WORDS_OF_A_LABEL = 4;
    private static final int WORDS_OF_A_SENTENCE = 3;
    private static final int ANNOUNCING = 24;
    private static final int MAX_LENGTH = 200_000;
    private static final Pattern LABELLED = Pattern.compile(
            "(?:[-*•]\\s+|\\d{1,2}[.)]\\s+)?\\*{0,2}([\\p{L}][^:：|*]{0,160}?)\\s?\\*{0,2}(?::\\*{0,2}\\s+|：\\s*|(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]):|\\s=\\s+)(\\S.*)");
    private static final Pattern BULLET = Pattern.compile("^(?:[-*•]\\s+|\\d{1,2}[.)]\\s+|>\\s*)");
    private static final Pattern RULE = Pattern.compile("^\\|?[\\s:|-]+\\|?$");
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

    private static final Pattern CLAUSE = Pattern.compile("[,;](?!\\d)\\s");

    private final Source source;
    private final LocalDate near;
    private final Predicate<String> isAsked;
    private final List<Statement> statements = new ArrayList<>();
    private int record;
    private List<String> headings = new ArrayList<>();
    private List<String> columns = List.of();

    private DocumentReader(Source source, LocalDate near, int firstRecord, Predicate<String> isAsked) {
        this.isAsked = isAsked;
        this.source = source;
        this.near = near;
        this.record = firstRecord;
    }

    /**
     * The statements of a text, each sentence and value as a whole.
     *
     * @param near the date that dates without a year are near to
     * @param isAsked whether a label repeats a point that was asked for
     */
    public static List<Statement> read(
            String content, Source source, LocalDate near, int firstRecord, Predicate<String> isAsked) {
        return read(List.of(new ReplyPart("", content)), source, near, firstRecord, isAsked);
    }

    /** The statements of a message, parts of which answer questions. */
    static List<Statement> read(
            List<ReplyPart> replies, Source source, LocalDate near, int firstRecord, Predicate<String> isAsked) {
        DocumentReader reader = new DocumentReader(source, near, firstRecord, isAsked);
        replies.forEach(reader::reply);
        return reader.statements;
    }

    private void reply(ReplyPart reply) {
        String text = reply.text().length() > MAX_LENGTH ? reply.text().substring(0, MAX_LENGTH) : reply.text();
        if (!reply.question().isEmpty()) {
            record++;
            add(reply.question(), text, Terms.NONE);
            return;
        }
        Object json = json(reply.text().strip());
        if (json != null) {
            json("", json, Terms.NONE, 0);
        } else {
            lines(text);
        }
    }

    private static @Nullable Object json(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return null;
        }
        try {
            return PlainJson.of(Json.parse(text));
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    private void json(String name, @Nullable Object value, Terms context, int depth) {
        if (depth > MAX_DEPTH || statements.size() >= MAX) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            record(map, context.and(Terms.of(name)), depth);
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                if (!(element instanceof Map) && !(element instanceof List)) {
                    record++;
                }
                json(name, element, context, depth + 1);
            }
        } else {
            add(name, ValueText.line(value), context);
        }
    }

    private void record(Map<?, ?> map, Terms context, int depth) {
        record++;
        Terms around = context.and(recordTerms(map));
        map.forEach((key, value) -> {
            if (!(value instanceof Map) && !(value instanceof List)) {
                json(String.valueOf(key), value, around, depth + 1);
            }
        });
        map.forEach((key, value) -> {
            if (value instanceof Map || value instanceof List) {
                json(String.valueOf(key), value, context, depth + 1);
            }
        });
    }

    /** The short texts of a record: they say what its figures are about. */
    static Terms recordTerms(Map<?, ?> map) {
        StringBuilder texts = new StringBuilder();
        map.forEach((key, value) -> {
            if (value instanceof String text && text.length() <= 60) {
                texts.append(text).append(' ');
            }
        });
        return Terms.of(texts.toString());
    }

    private void lines(String text) {
        for (String line : text.split("\\R", -1)) {
            for (String row : RunOnTable.rows(line.strip())) {
                if (statements.size() >= MAX) {
                    return;
                }
                line(row);
            }
        }
    }

    private void line(String line) {
        if (line.startsWith("|") && line.length() > 2) {
            row(line);
            return;
        }
        columns = List.of();
        if (line.startsWith("#")) {
            heading(line);
            return;
        }
        Matcher labelled = LABELLED.matcher(line);
        if (labelled.matches() && isIntroduction(labelled)) {
            Sentences.of(labelled.group(1)).forEach(this::sentence);
            Sentences.of(labelled.group(2)).forEach(this::labelledOrPlain);
            return;
        }
        if (labelled.matches() && isLabel(labelled.group(1))) {
            record++;
            String label = labelled.group(1);
            List<String> parts = Sentences.of(labelled.group(2));
            add(label, parts.isEmpty() ? labelled.group(2) : parts.get(0), context());
            parts.stream().skip(1).forEach(this::labelledOrPlain);
            return;
        }
        Sentences.of(BULLET.matcher(line).replaceFirst("").replace("**", "")).forEach(this::labelledOrPlain);
    }

    /** A sentence of a line; "Procedure codes: 96413" stands for a labelled value there as well. */
    private void labelledOrPlain(String sentence) {
        Matcher labelled = LABELLED.matcher(sentence);
        if (labelled.matches() && isIntroduction(labelled)) {
            sentence(labelled.group(1));
            sentence(labelled.group(2));
            return;
        }
        boolean named = labelled.matches()
                && labelled.group(1).split(" ", -1).length <= WORDS_OF_A_LABEL
                && isLabel(labelled.group(1))
                && Sentences.mood(sentence) == Statement.Mood.ASSERTION;
        if (named) {
            record++;
            add(labelled.group(1), labelled.group(2), context());
        } else {
            sentence(sentence);
        }
    }

    /** Whether the words before a colon announce a sentence: "our file says the following". */
    private boolean isIntroduction(Matcher labelled) {
        String before = Lexicon.normal(labelled.group(1));
        return !isAsked.test(labelled.group(1))
                && labelled.group(2).split("\\s+", -1).length >= WORDS_OF_A_SENTENCE
                && Lexicon.list("introduction").isIn(before.substring(Math.max(0, before.length() - ANNOUNCING)))
                && !Lexicon.list("quotedRule").isIn(before);
    }

    private boolean isLabel(String label) {
        if (Sentences.of(label).size() > 1) {
            // The colon belongs to the last sentence only.
            return false;
        }
        String normal = Lexicon.normal(label);
        if (isAsked.test(label)) {
            return true;
        }
        return normal.split(" ", -1).length <= 24
                && Sentences.mood(label) == Statement.Mood.ASSERTION
                && DateParser.in(normal, LocalDate.EPOCH).isEmpty();
    }

    private void sentence(String sentence) {
        record++;
        Statement.Mood mood = Sentences.mood(sentence);
        statements.add(Statement.sentence(sentence, mood, place(context())));
        boolean open = Certainty.isOpen(Lexicon.normal(sentence));
        if (mood == Statement.Mood.NO_FACT && Sentences.isPlan(sentence) && !open) {
            // "It will be insured, the insured value is 450,000": the second clause is a fact.
            for (String clause : CLAUSE.split(sentence, -1)) {
                if (Sentences.mood(clause) == Statement.Mood.ASSERTION) {
                    statements.add(Statement.sentence(clause.strip(), Statement.Mood.ASSERTION, place(context())));
                }
            }
        }
    }

    private void heading(String line) {
        int level = 0;
        while (level < line.length() && line.charAt(level) == '#') {
            level++;
        }
        List<String> above = new ArrayList<>(headings.subList(0, Math.min(level - 1, headings.size())));
        above.add(line.substring(level).strip());
        headings = above;
    }

    private void row(String line) {
        if (RULE.matcher(line).matches()) {
            return;
        }
        String inner = line.substring(1, line.endsWith("|") ? line.length() - 1 : line.length());
        List<String> cells = CELLS.splitAsStream(inner)
                .map(cell -> cell.replace("\\|", "|").strip())
                .toList();
        if (columns.isEmpty()) {
            columns = cells;
            if (!isAsked.test(cells.get(0))) {
                return;
            }
            // A table without a heading begins with its first answer.
        }
        record++;
        int answer = AnswerTable.answerColumn(columns, cells, isAsked);
        Terms around = context().and(Terms.of(String.join(" ", cells)));
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            if (i == answer) {
                add(cells.get(i - 1), cells.get(i), context());
            } else if (i > answer && !cells.get(i).isEmpty()) {
                add(columns.get(i), cells.get(i), around);
            }
        }
    }

    private Terms context() {
        return Terms.of(String.join(" ", headings));
    }

    private void add(String label, String value, Terms context) {
        if (statements.size() < MAX) {
            statements.add(Statement.labelled(label, value, place(context)));
        }
    }

    private Statement.Provenance place(Terms context) {
        return new Statement.Provenance(source, record, context, near);
    }
}
