package me.fhir.chitchat.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a page: the lines of its blocks, and what stands in backquotes and begins with a program. */
final class DocumentedCommands {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
    private static final Pattern INLINE = Pattern.compile("`([^`]+)`");
    private static final Pattern PROGRAM = Pattern.compile(
            "(?:[A-Z_]+=\\S+ )?(?:mvn|kubectl|java|curl|docker|minikube|kind|k3s|unzip|src/main/k8s/\\S+)( .+|$)");
    /** What somebody did before, and what they did it with, is not a command of this page. */
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| [^|\\\\\\n]*(?:\\\\.[^|\\\\\\n]*)*\\|");

    private DocumentedCommands() {}

    static Set<String> of(Path page) throws IOException {
        String text = Files.readString(page);
        Set<String> commands = new LinkedHashSet<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            blocks.group(1)
                    .lines()
                    .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                    .forEach(commands::add);
        }
        Matcher spans = INLINE.matcher(FIRST_CELL.matcher(blocks.replaceAll("")).replaceAll("|"));
        while (spans.find()) {
            String span = spans.group(1).replaceAll("\\s*\\n(> )?\\s*", " ");
            if (PROGRAM.matcher(span).matches() && span.contains(" ")) {
                commands.add(span);
            }
        }
        return commands;
    }
}
