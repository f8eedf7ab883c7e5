package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules.Policy;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.RuleWording;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import me.fhir.chitchat.rehearsal.language.ValueText;
import org.jspecify.annotations.Nullable;

/**
 * What an agent knows, as labelled values with their JSON Pointers.
 *
 * @param root the JSON object
 */
public record Knowledge(Map<String, @Nullable Object> root, List<Leaf> leaves) {
    private static final int MAX = 2_000;
    private static final int MAX_DEPTH = 24;

    /**
     * A single value.
     *
     * @param names the names on the way to it
     * @param rule whether it belongs to what decisions are made by, such as a policy
     */
    public record Leaf(
            String pointer, List<String> names, Object value, Policy policy, boolean rule, Statement statement) {
        public String name() {
            return names.get(names.size() - 1);
        }

        public boolean secret() {
            return policy == Policy.NEVER;
        }
    }

    public static Knowledge of(String json, DisclosureRules secrecy, LocalDate near) {
        return of(json, secrecy, near, false);
    }

    /** @param decides whether the agent decides, so that what reads like a rule is one under any name */
    static Knowledge of(String json, DisclosureRules secrecy, LocalDate near, boolean decides) {
        Map<String, @Nullable Object> root;
        try {
            root = PlainJson.map(Json.parseObject(json));
        } catch (JsonSyntaxException e) {
            root = Map.of();
        }
        Reader reader = new Reader(secrecy, near, decides);
        reader.read("", List.of(), root, Terms.NONE, false);
        return new Knowledge(root, List.copyOf(reader.leaves));
    }

    private static final class Reader {
        private final DisclosureRules secrecy;
        private final LocalDate near;
        private final boolean decides;
        private final List<Leaf> leaves = new ArrayList<>();
        private int record;

        Reader(DisclosureRules secrecy, LocalDate near, boolean decides) {
            this.secrecy = secrecy;
            this.near = near;
            this.decides = decides;
        }

        void read(String pointer, List<String> names, @Nullable Object value, Terms context, boolean rule) {
            if (leaves.size() >= MAX || names.size() > MAX_DEPTH) {
                return;
            }
            if (value instanceof Map<?, ?> map) {
                object(pointer, names, map, context, rule);
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    record++;
                    read(pointer + "/" + i, names, list.get(i), context, rule);
                }
            } else if (value != null && !names.isEmpty()) {
                leaf(pointer, names, value, context, rule);
            }
        }

        private void object(String pointer, List<String> names, Map<?, ?> map, Terms context, boolean rule) {
            Terms around = context.and(DocumentReader.recordTerms(map));
            int own = ++record;
            map.forEach((key, child) -> {
                String name = String.valueOf(key);
                List<String> path = new ArrayList<>(names);
                path.add(name);
                boolean nested = child instanceof Map || child instanceof List;
                if (!nested) {
                    record = own;
                }
                String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                read(
                        at,
                        path,
                        child,
                        (nested ? context : around).and(Terms.of(name)),
                        rule || FieldNames.isRuleName(name) || (decides && RuleWording.isRuleSet(name, child)));
                if (!nested) {
                    return;
                }
                record++;
            });
        }

        private void leaf(String pointer, List<String> names, Object value, Terms context, boolean rule) {
            String text = ValueText.line(value);
            Policy policy = secrecy.of(pointer, names, text, rule);
            Statement.Provenance place = new Statement.Provenance(Source.own(pointer), record, context, near);
            Statement statement = Statement.labelled(names.get(names.size() - 1), text, place);
            leaves.add(new Leaf(pointer, names, value, policy, rule, statement));
        }
    }

    /** The JSON Pointer of what a value stands in. */
    public static String parent(Leaf leaf) {
        return leaf.pointer().substring(0, leaf.pointer().lastIndexOf('/'));
    }

    /** The value at a JSON Pointer. */
    public Optional<Leaf> at(String pointer) {
        return leaves.stream().filter(leaf -> leaf.pointer().equals(pointer)).findFirst();
    }

    /** What can be disclosed or computed with: without rules. */
    public List<Statement> facts() {
        return leaves.stream()
                .filter(leaf -> !leaf.rule())
                .flatMap(leaf -> leaf.statement().parts(LocalDate.EPOCH).stream())
                .toList();
    }

    /**
     * The same knowledge without the records of other cases: of a list of records some of which are named in
     * {@code talk}, only these.
     */
    Knowledge about(String talk) {
        List<String> dropped = new ArrayList<>();
        drop("", root, talk, dropped, 0);
        if (dropped.isEmpty()) {
            return this;
        }
        return new Knowledge(
                root,
                leaves.stream()
                        .filter(leaf -> dropped.stream()
                                .noneMatch(path -> leaf.pointer().startsWith(path)))
                        .toList());
    }

    private static void drop(String pointer, @Nullable Object value, String talk, List<String> dropped, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> drop(
                    pointer + "/" + String.valueOf(key).replace("~", "~0").replace("/", "~1"),
                    child,
                    talk,
                    dropped,
                    depth + 1));
        } else if (value instanceof List<?> list) {
            List<String> unnamed = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> record && hasIdentity(record)) {
                    if (!isNamed(record, talk)) {
                        unnamed.add(pointer + "/" + i + "/");
                    }
                }
            }
            if (!unnamed.isEmpty()) {
                dropped.addAll(unnamed);
            }
        }
    }

    private static boolean hasIdentity(Map<?, ?> record) {
        return !identities(record).isEmpty();
    }

    private static boolean isNamed(Map<?, ?> record, String talk) {
        return identities(record).values().stream().anyMatch(value -> talk.contains(Lexicon.normal(value)));
    }

    /** The names and numbers that identify a record. */
    private static Map<String, String> identities(Map<?, ?> record) {
        Map<String, String> found = new LinkedHashMap<>();
        record.forEach((key, value) -> {
            String name = Lexicon.normal(TextFormat.spaced(String.valueOf(key)));
            String last = name.substring(name.lastIndexOf(' ') + 1);
            boolean identifies =
                    FieldNames.isIdName(name) || Lexicon.list("identity").is(last);
            if (identifies && value instanceof String text && text.length() >= 3) {
                found.put(name, text);
            }
        });
        return found;
    }
}
