package me.fhir.chitchat.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Which modules each view needs, so that a browser can fetch them side by side: each step from module to module costs
 * a slow network a round trip.
 */
final class PageModules {
    private static final String MAIN = "js/main.js";
    /** Joined and shortened or as it is written. */
    private static final Pattern VIEW =
            Pattern.compile("(\\w+):\\s*\\[\\s*\\(\\)\\s*=>\\s*import\\(\\s*[\"'](\\./[\\w./-]+)[\"']\\s*\\)");

    private static final Pattern IMPORT = Pattern.compile("\\b(?:import|from)\\s*[\"'](\\.{1,2}/[\\w./-]+)[\"']");

    private final SortedMap<String, byte[]> files;
    private final Map<String, String> views = new HashMap<>();

    PageModules(SortedMap<String, byte[]> files) {
        this.files = files;
        VIEW.matcher(text(MAIN)).results().forEach(view -> views.put(view.group(1), resolved(MAIN, view.group(2))));
    }

    /** The main module and what it imports, with the module of a view, nearest first. */
    Collection<String> of(PageView view) {
        Set<String> found = new LinkedHashSet<>();
        String module = views.get(view.inMainModule());
        Deque<String> waiting = new ArrayDeque<>(module == null ? List.of(MAIN) : List.of(MAIN, module));
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            if (files.containsKey(name) && found.add(name)) {
                IMPORT.matcher(text(name)).results().forEach(target -> waiting.add(resolved(name, target.group(1))));
            }
        }
        return found;
    }

    private static String resolved(String from, String target) {
        return URI.create(from).resolve(target).getPath();
    }

    private String text(String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }
}
