package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of the tools that an agent can use, found from what models write instead. */
final class ToolNames {
    /** Words that models use for the core tools. */
    private static final Map<String, CoreTool> SYNONYMS = Map.ofEntries(
            Map.entry("sendmessage", CoreTool.SEND),
            Map.entry("sendmessagetoagent", CoreTool.SEND),
            Map.entry("sendmessagetoremote", CoreTool.SEND),
            Map.entry("messageremoteagent", CoreTool.SEND),
            Map.entry("message", CoreTool.SEND),
            Map.entry("send", CoreTool.SEND),
            Map.entry("reply", CoreTool.SEND),
            Map.entry("respond", CoreTool.SEND),
            Map.entry("answer", CoreTool.SEND),
            Map.entry("say", CoreTool.SEND),
            Map.entry("readfile", CoreTool.READ),
            Map.entry("openattachment", CoreTool.READ),
            Map.entry("readdocument", CoreTool.READ),
            Map.entry("finish", CoreTool.DONE),
            Map.entry("endturn", CoreTool.DONE));

    private static final int MIN_MISSPELT_LENGTH = 6;
    private static final int MAX_ERRORS = 2;

    private final List<String> names = new ArrayList<>();
    private final List<String> forgiving = new ArrayList<>();

    private final OfferedTools offered;

    /** The core tools and those of a role. */
    ToolNames(List<RoleTool> tools) {
        this(tools, OfferedTools.NONE);
    }

    /** With tools of other servers, which are never found by a misspelt name. */
    ToolNames(List<RoleTool> tools, OfferedTools offered) {
        this.offered = offered;
        for (CoreTool tool : CoreTool.values()) {
            names.add(tool.word());
            forgiving.add(tool.word());
        }
        for (RoleTool tool : tools) {
            names.add(tool.name());
            if (!tool.endsConversation()) {
                forgiving.add(tool.name());
            }
        }
        offered.tools().forEach(tool -> names.add(tool.name()));
    }

    /** The names that a tool of another server must not have. */
    static Set<String> reserved(List<RoleTool> tools) {
        Set<String> reserved = new HashSet<>(SYNONYMS.keySet());
        reserved.addAll(CoreTool.NAMES);
        tools.forEach(tool -> reserved.add(tool.name()));
        return reserved;
    }

    List<String> all() {
        return names;
    }

    /** The tool that is meant; empty when that is ambiguous. */
    Optional<String> find(String written) {
        String name = written.strip();
        if (names.contains(name)) {
            return Optional.of(name);
        }
        // functions.NAME, NAME<|channel|>commentary, functions.NAME:0, mcp__server__NAME, `NAME`, NAME()
        String bare = name.replaceAll("<\\|?[a-z_]+\\|?>.*$", "")
                .replaceAll("[:.#_-]\\d+$", "")
                .replaceAll("\\(.*\\)$", "")
                .replaceAll("^[\"'`\\s]+|[\"'`\\s]+$", "");
        if (offered.isOfServer(plain(bare))) {
            // Another server's tool is not this role's tool of that name.
            return offered.findFull(plain(bare)).map(OfferedTools.OfferedTool::name);
        }
        return same(bare)
                .or(() -> same(bare.replaceAll("^.*(?:[.:/#]|__)", "")))
                .or(() -> same(bare.split("[\\s({\\[<]", 2)[0]))
                .or(() -> synonym(bare))
                .or(() -> misspelt(bare));
    }

    /** Whether a word may mean a tool: one that begins with a server's name means that server's tool and no other. */
    boolean mayMean(String word, String name) {
        return !offered.isOfServer(plain(word))
                || find(word).filter(name::equals).isPresent();
    }

    private static String plain(String word) {
        return word.replaceAll("^(?:functions[.:/])?(?:mcp__)?", "");
    }

    /** The only tool of that name when case and dividers do not count. */
    private Optional<String> same(String written) {
        if (names.contains(written)) {
            return Optional.of(written);
        }
        return only(names.stream()
                .filter(name -> !letters(name).isEmpty() && letters(name).equals(letters(written)))
                .toList());
    }

    private static Optional<String> synonym(String written) {
        String last = written.replaceAll("^.*[.:/]", "");
        return Optional.ofNullable(SYNONYMS.get(letters(last))).map(CoreTool::word);
    }

    /** A tool whose name is a letter or two off; never one that ends the conversation. */
    private Optional<String> misspelt(String written) {
        String letters = letters(written);
        if (letters.length() < MIN_MISSPELT_LENGTH) {
            return Optional.empty();
        }
        return only(forgiving.stream()
                .filter(name -> name.length() >= MIN_MISSPELT_LENGTH)
                .filter(name -> distance(letters(name), letters) <= MAX_ERRORS)
                .toList());
    }

    private static Optional<String> only(List<String> found) {
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** How many letters must be put in, left out or changed to come from one to the other. */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > MAX_ERRORS) {
            return MAX_ERRORS + 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
