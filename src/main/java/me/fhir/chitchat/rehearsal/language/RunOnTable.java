package me.fhir.chitchat.rehearsal.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown table whose line ends were lost, as when a message was pasted into one line. */
public final class RunOnTable {
    private static final Pattern RULE = Pattern.compile("\\|(?:\\s*+:?-{3,}+:?\\s*+\\|)++");
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

    private RunOnTable() {}

    /** The rows of such a table with what stands before it; the line itself when it is none. */
    public static List<String> rows(String line) {
        Matcher rule = RULE.matcher(line);
        int first = line.indexOf('|');
        if (!rule.find() || rule.start() <= first) {
            return List.of(line);
        }
        int columns = (int) rule.group().chars().filter(c -> c == '|').count() - 1;
        List<String> cells =
                CELLS.splitAsStream(line.substring(first)).map(String::strip).toList();
        List<String> rows = new ArrayList<>();
        if (first > 0) {
            rows.add(line.substring(0, first).strip());
        }
        // An empty cell stands before each row.
        for (int from = 1; from + columns <= cells.size(); from += columns + 1) {
            rows.add("| " + String.join(" | ", cells.subList(from, from + columns)) + " |");
        }
        return rows;
    }
}
