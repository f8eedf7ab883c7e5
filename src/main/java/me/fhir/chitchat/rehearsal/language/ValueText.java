package me.fhir.chitchat.rehearsal.language;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes JSON values for people: one line, or Markdown. */
public final class ValueText {
    private static final int COLUMNS = 6;

    private ValueText() {}

    /** The value in one line. */
    public static String line(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> field(String.valueOf(entry.getKey()), entry.getValue()))
                    .collect(Collectors.joining("; "));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueText::line).collect(Collectors.joining(", "));
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        return value == null
                ? "none"
                : String.valueOf(value).replaceAll("\\s+", " ").strip();
    }

    /** The name in words and the value in one line. */
    public static String field(String name, @Nullable Object value) {
        String text = line(value);
        return FieldText.label(name, text) + ": " + FieldText.value(name, text);
    }

    /** The value below a heading of the given level. */
    public static String markdown(@Nullable Object value, int level) {
        if (value instanceof Map<?, ?> map) {
            return object(map, level);
        }
        if (value instanceof List<?> list) {
            return list(list, level);
        }
        return line(value) + "\n";
    }

    private static String object(Map<?, ?> map, int level) {
        StringBuilder facts = new StringBuilder();
        StringBuilder sections = new StringBuilder();
        map.forEach((key, value) -> {
            String title = TextFormat.human(String.valueOf(key));
            boolean large = (value instanceof Map<?, ?> child && !child.isEmpty())
                    || (value instanceof List<?> children && !children.isEmpty());
            if (large) {
                sections.append('\n').append(heading(level, title)).append(markdown(value, level + 1));
            } else {
                String name = String.valueOf(key);
                String text = line(value);
                facts.append("- **")
                        .append(FieldText.label(name, text))
                        .append(":** ")
                        .append(FieldText.value(name, text))
                        .append('\n');
            }
        });
        return facts.append(sections).toString();
    }

    public static String heading(int level, String title) {
        return "#".repeat(Math.min(level, 6)) + " " + title + "\n\n";
    }

    private static String list(List<?> list, int level) {
        List<String> columns = columns(list);
        if (!columns.isEmpty()) {
            return table(list, columns);
        }
        StringBuilder out = new StringBuilder();
        for (Object element : list) {
            if (element instanceof Map<?, ?> map && level < 6) {
                out.append(object(map, level + 1)).append('\n');
            } else {
                out.append("- ").append(line(element)).append('\n');
            }
        }
        return out.toString();
    }

    /** The columns of a list of flat, alike objects; none when it is no such list. */
    private static List<String> columns(List<?> list) {
        Set<String> names = new LinkedHashSet<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map)
                    || map.values().stream().anyMatch(v -> v instanceof Map || v instanceof List)) {
                return List.of();
            }
            map.keySet().forEach(name -> names.add(String.valueOf(name)));
        }
        return names.size() <= COLUMNS ? new ArrayList<>(names) : List.of();
    }

    private static String table(List<?> rows, List<String> columns) {
        StringBuilder out = new StringBuilder("| ");
        out.append(columns.stream().map(TextFormat::human).collect(Collectors.joining(" | ")));
        out.append(" |\n|").append(" --- |".repeat(columns.size())).append('\n');
        for (Object row : rows) {
            out.append("| ");
            out.append(columns.stream()
                    .map(column -> cell(((Map<?, ?>) row).get(column)))
                    .collect(Collectors.joining(" | ")));
            out.append(" |\n");
        }
        return out.toString();
    }

    private static String cell(@Nullable Object value) {
        return value == null ? "" : line(value).replace("|", "\\|");
    }
}
