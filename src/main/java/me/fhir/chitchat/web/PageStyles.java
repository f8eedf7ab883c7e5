package me.fhir.chitchat.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The style sheets of index.html, joined: a first visit makes one request instead of many. Beside the one with all rules
 * there is one for each of the heaviest views, without what only others use. The rules keep their order in all of them,
 * so that a browser can replace one by the whole.
 */
final class PageStyles {
    /** All rules; the address in index.html. */
    private static final String WHOLE = "page.css";

    private static final String CONVERSATION = "conversation";
    private static final String SCENARIO = "scenario";

    /** A style sheet; {@code data-of} names the only view that uses it, or says that neither of these does. */
    private static final Pattern LINK =
            Pattern.compile("<link rel=\"stylesheet\" href=\"/assets/(css/[^\"]+)\"(?: data-of=\"(\\w+)\")?>\\R");

    private PageStyles() {}

    static SortedMap<String, byte[]> joined(SortedMap<String, byte[]> sources, String index) {
        String html = text(sources, index);
        List<MatchResult> links = LINK.matcher(html).results().toList();
        if (links.isEmpty()) {
            return sources;
        }
        SortedMap<String, byte[]> files = new TreeMap<>(sources);
        String first = LINK.matcher(html).replaceFirst("<link rel=\"stylesheet\" href=\"/assets/" + WHOLE + "\">\n");
        // The joined one does not match: it is in no folder.
        files.put(index, bytes(LINK.matcher(first).replaceAll("")));
        files.put(WHOLE, sheet(sources, links));
        for (String part : List.of(CONVERSATION, SCENARIO)) {
            files.put(
                    part + ".css",
                    sheet(
                            sources,
                            links.stream().filter(link -> isUsedBy(part, link)).toList()));
        }
        return files;
    }

    /** The document with the style sheet of a view. */
    static String of(PageView view, String html) {
        return switch (view) {
            case CONVERSATION, WATCH -> html.replace("/" + WHOLE + "\"", "/" + CONVERSATION + ".css\"");
            case SCENARIO -> html.replace("/" + WHOLE + "\"", "/" + SCENARIO + ".css\"");
            default -> html;
        };
    }

    private static boolean isUsedBy(String part, MatchResult link) {
        String only = link.group(2);
        return only == null || only.equals(part);
    }

    private static byte[] sheet(SortedMap<String, byte[]> sources, List<MatchResult> links) {
        StringBuilder styles = new StringBuilder();
        links.forEach(link -> styles.append(text(sources, link.group(1))).append('\n'));
        return bytes(styles.toString());
    }

    private static String text(SortedMap<String, byte[]> sources, String name) {
        return new String(sources.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
