package me.fhir.chitchat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the page's modules import each other. */
class PageModulesTest {
    private static final Path MODULES = Path.of("src/main/web/js");
    private static final Pattern COMMENT = Pattern.compile("(?s:/\\*.*?\\*/)|(?m:^\\s*//.*$)");
    private static final Pattern ON_DEMAND = Pattern.compile("\\bimport\\('(\\.[^']+)'\\)");
    private static final Pattern FIRST_IMPORT = Pattern.compile("(?m)^import .*;$");

    /** Otherwise the bundler makes a file for each set of modules that some of them share, and each is a request. */
    @Test
    void modulesThatAreFetchedOnDemandImportWhatAllShareFirst() throws IOException {
        Map<Path, String> firstImports = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MODULES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".js")).toList()) {
                Matcher fetched = ON_DEMAND.matcher(code(file));
                while (fetched.find()) {
                    Path module = file.resolveSibling(fetched.group(1)).normalize();
                    Matcher first = FIRST_IMPORT.matcher(code(module));
                    firstImports.put(module, first.find() ? first.group() : "no import");
                }
            }
        }
        assertThat(firstImports).hasSizeGreaterThan(20);
        assertThat(firstImports.values()).allMatch(line -> line.matches("import '[./]*(author/)?shared-bundle\\.js';"));
    }

    private static String code(Path file) throws IOException {
        return COMMENT.matcher(Files.readString(file)).replaceAll("");
    }
}
