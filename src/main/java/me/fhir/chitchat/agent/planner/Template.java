package me.fhir.chitchat.agent.planner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt as a text file with gaps: {@code {{name}}} is replaced by a value, and {@code {{?name}}…{{/name}}} is left out
 * when that value is empty. The file is taken apart once; values are never looked at, so that nothing from outside can
 * pass for a gap.
 */
final class Template {
    private static final Pattern MARK = Pattern.compile("\\{\\{([?/]?)([a-zA-Z]+)}}\n?");

    private sealed interface TemplatePart {}

    private record Literal(String text) implements TemplatePart {}

    private record Gap(String name, String lineEnd) implements TemplatePart {}

    private record Section(String name, List<TemplatePart> parts) implements TemplatePart {}

    private final String name;
    private final List<TemplatePart> parts;

    private Template(String name, List<TemplatePart> parts) {
        this.name = name;
        this.parts = parts;
    }

    /** Loads {@code /prompts/<name>} from the class path. */
    static Template load(String name) {
        try (InputStream in = Template.class.getResourceAsStream("/prompts/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the prompt " + name + " is missing");
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Template parse(String name, String text) {
        Deque<Section> open = new ArrayDeque<>();
        open.push(new Section("", new ArrayList<>()));
        Matcher mark = MARK.matcher(text);
        int from = 0;
        while (mark.find()) {
            open.element().parts().add(new Literal(text.substring(from, mark.start())));
            from = mark.end();
            String lineEnd = mark.group().endsWith("\n") ? "\n" : "";
            switch (mark.group(1)) {
                case "?" -> open.push(new Section(mark.group(2), new ArrayList<>()));
                case "/" -> {
                    Section closed = open.pop();
                    if (open.isEmpty() || !closed.name().equals(mark.group(2))) {
                        throw new IllegalStateException(
                                name + ": " + mark.group().strip() + " closes nothing");
                    }
                    open.element().parts().add(closed);
                }
                default -> open.element().parts().add(new Gap(mark.group(2), lineEnd));
            }
        }
        open.element().parts().add(new Literal(text.substring(from)));
        if (open.size() > 1) {
            throw new IllegalStateException(name + ": {{?" + open.element().name() + "}} is never closed");
        }
        return new Template(name, open.element().parts());
    }

    /** Fills the gaps; every gap needs a value. */
    String render(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        render(parts, values, out);
        return out.toString().strip();
    }

    private void render(List<TemplatePart> some, Map<String, String> values, StringBuilder out) {
        for (TemplatePart part : some) {
            if (part instanceof Literal text) {
                out.append(text.text());
            } else if (part instanceof Gap gap) {
                out.append(value(values, gap.name())).append(gap.lineEnd());
            } else if (part instanceof Section section
                    && !value(values, section.name()).isEmpty()) {
                render(section.parts(), values, out);
            }
        }
    }

    private String value(Map<String, String> values, String gap) {
        String value = values.get(gap);
        if (value == null) {
            throw new IllegalStateException(name + ": there is no value for {{" + gap + "}}");
        }
        return value;
    }
}
