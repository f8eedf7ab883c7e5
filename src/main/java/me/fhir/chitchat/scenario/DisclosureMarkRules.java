package me.fhir.chitchat.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The form of an agent's {@code disclosure}: which facts of its knowledge it may disclose. */
final class DisclosureMarkRules {
    private static final Set<String> POLICIES = new TreeSet<>(Set.of("never", "if-asked", "free"));

    private final FieldErrors errors;

    DisclosureMarkRules(FieldErrors errors) {
        this.errors = errors;
    }

    void marks(@Nullable Object value, String path) {
        List<?> marks = errors.list(value, path);
        for (int i = 0; i < marks.size() && !errors.isFull(); i++) {
            Map<?, ?> mark = errors.object(marks.get(i), path + "." + i);
            if (mark != null) {
                mark(mark, path + "." + i);
            }
        }
    }

    private void mark(Map<?, ?> mark, String path) {
        errors.oneOf(POLICIES, mark.get("policy"), path + ".policy");
        FieldErrors.each(mark, path, errors::text, "title", "canary");
        if (!mark.containsKey("path")) {
            if (!mark.containsKey("canary")) {
                errors.add(path, "needs a path into the knowledge base, or a canary text");
            }
            return;
        }
        errors.text(mark.get("path"), path + ".path");
        if (mark.get("path") instanceof String pointer && !pointer.isEmpty() && !pointer.startsWith("/")) {
            errors.add(path + ".path", "must be a JSON Pointer such as \"/member/ssn\"");
        }
    }
}
