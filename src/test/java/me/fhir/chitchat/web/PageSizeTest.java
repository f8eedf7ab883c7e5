package me.fhir.chitchat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser fetches of JavaScript, compressed, before a page can be used. */
class PageSizeTest {
    private static final int MOST_BYTES = 100_000;
    private static final Pattern STATIC =
            Pattern.compile("(?m)^\\s*(?:import|export)\\s+(?:[^'\"();]*?from\\s*)?['\"]([^'\"]+)['\"]|"
                    // Libraries come minified on one line.
                    + "(?:^|[;}])(?:import|export)(?:[^'\"();]*?from)?\\s*['\"]([^'\"]+)['\"]");

    private final Page page = Page.fromClassPath();
    private final Map<String, String> importMap = importMap();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "views/scenarios.js",
                "views/scenario.js author/reading.js",
                "views/scenario.js author/form.js",
                "views/scenario.js author/assistant.js",
                "views/run.js",
                "views/configured.js",
                "views/conversations.js",
                "views/conversation.js",
                "views/status.js"
            })
    void everyPageIsUsableAfterHundredKilobytes(String modules) throws IOException {
        Set<String> fetched = new LinkedHashSet<>(closure("/assets/js/main.js"));
        for (String module : List.of(modules.split(" ", -1))) {
            fetched.addAll(closure("/assets/js/" + module));
        }
        assertThat(fetched)
                .noneMatch(path -> path.contains("codemirror"))
                .anyMatch(path -> path.endsWith("vendor/lit.js"));
        assertThat(weight(fetched)).as(fetched::toString).isBetween(15_000, MOST_BYTES);
    }

    @Test
    void jsonEditorComesOnDemand() {
        assertThat(closure("/assets/js/author/json-editor.js")).contains("/assets/vendor/codemirror.js");
    }

    private Set<String> closure(String start) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> waiting = new ArrayDeque<>(Set.of(start));
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            if (!seen.add(path)) {
                continue;
            }
            String module = new String(content(path), StandardCharsets.UTF_8);
            STATIC.matcher(module)
                    .results()
                    .map(PageSizeTest::target)
                    .map(target -> resolved(path, target))
                    .forEach(waiting::add);
        }
        return seen;
    }

    private static String target(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    private String resolved(String from, String target) {
        if (target.startsWith(".")) {
            return URI.create(from).resolve(target).getPath();
        }
        return Optional.ofNullable(importMap.get(target))
                .orElseThrow(() -> new AssertionError("The import map does not know " + target));
    }

    private byte[] content(String path) {
        String name = path.replaceFirst("^/assets/([0-9a-f]{12}/)?", "");
        Asset asset = page.asset(name).orElseThrow(() -> new AssertionError(path));
        return asset.content();
    }

    private int weight(Set<String> paths) throws IOException {
        int sum = 0;
        for (String path : paths) {
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(content(path));
            }
            sum += bytes.size();
        }
        return sum;
    }

    private Map<String, String> importMap() {
        Map<String, String> map = new HashMap<>();
        Pattern.compile("\"([^\"]+)\": \"/assets/[0-9a-f]{12}(/[^\"]+)\"")
                .matcher(new String(page.index().content(), StandardCharsets.UTF_8))
                .results()
                .forEach(entry -> map.put(entry.group(1), "/assets" + entry.group(2)));
        return map;
    }
}
