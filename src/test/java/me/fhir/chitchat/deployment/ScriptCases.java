package me.fhir.chitchat.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of shell scripts, to see what a case runs. */
final class ScriptCases {
    private static final Pattern FUNCTION = Pattern.compile("(?ms)^(\\w+)\\(\\) (?:\\{[^\\n]*\\}$|\\{.*?^\\}$)");
    private final Map<String, String> functions = new TreeMap<>();
    private final String text;

    ScriptCases(List<Path> files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            all.append(Files.readString(file));
        }
        text = all.toString();
        Matcher matcher = FUNCTION.matcher(text);
        while (matcher.find()) {
            functions.put(matcher.group(1), matcher.group());
        }
    }

    /** Whether there is such a case, and something runs it. */
    boolean run(String name) {
        return functions.containsKey(name) && text.contains("check " + name + " ");
    }

    /** The words of a command that the case, or a function that it calls, does not hold. */
    List<String> missing(String command, String name) {
        String body = plain(body(name, new HashSet<>()));
        return List.of(plain(command).split("[ |>]+")).stream()
                .filter(word -> !word.equals("mvn") && !body.contains(compared(word)))
                .toList();
    }

    private String body(String name, Set<String> seen) {
        if (!seen.add(name)) {
            return "";
        }
        StringBuilder body = new StringBuilder(functions.getOrDefault(name, ""));
        Matcher called = Pattern.compile("\\w+").matcher(body.toString());
        while (called.find()) {
            if (functions.containsKey(called.group())) {
                body.append(body(called.group(), seen));
            }
        }
        return body.toString();
    }

    /** What installations set as they like is compared by its name; a placeholder stands for anything. */
    private static String compared(String word) {
        if (word.matches("(-Dinterop\\.|--docker-|--cert|--key|--from-literal)\\S*=.*|DB_PATH=.*")) {
            return word.substring(0, word.indexOf('=') + 1);
        }
        return word.matches("\\S*[…<]\\S*|commit|FILE|interop|\\[namespace]|https://.*") ? "" : word;
    }

    private static String plain(String shell) {
        return shell.replaceAll("['\"]", "").replaceAll("\\\\\\n", " ").replaceAll("\\s+", " ");
    }
}
