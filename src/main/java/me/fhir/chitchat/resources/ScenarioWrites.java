package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.wire.ScenarioJson;
import org.jspecify.annotations.Nullable;

/**
 * Writes scenarios when the edit lock and the caller's precondition allow it. The lock is checked first, then the
 * edit, then the precondition: RFC 9110 section 13.2.1 puts it after every other complaint.
 */
final class ScenarioWrites {
    private static final RawJson NO_HISTORY = new RawJson("[]");

    private final ScenarioStore store;
    private final EditRights rights;
    private final Clock clock;

    ScenarioWrites(ScenarioStore store, EditRights rights, Clock clock) {
        this.store = store;
        this.rights = rights;
        this.clock = clock;
    }

    /** Who edits: the edit token that came with the request, and the request's preconditions. */
    record Editor(@Nullable String token, HttpServletRequest request, HttpHeaders headers) {}

    ScenarioItem find(String id) {
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    /** Fails unless the editor may change this scenario. */
    void requireOpen(String id, Editor editor) {
        requireOpen(find(id), editor);
    }

    ScenarioItem create(ScenarioEdit edit, Editor editor) {
        if (edit.id() != null && store.find(edit.id()).isPresent()) {
            throw exists(edit.id());
        }
        edit.requireNameAndConfig();
        edit.throwErrors();
        ScenarioItem item = item(edit);
        rights.requirePublishable(item, editor.token(), editor.request());
        if (!store.insert(item)) {
            throw exists(item.id());
        }
        return item;
    }

    ScenarioItem update(String id, ScenarioEdit edit, Editor editor) {
        edit.requireId(id);
        return store.update(id, stored -> {
                    requireOpen(stored, editor);
                    edit.throwErrors();
                    requireUnchanged(stored, editor);
                    ScenarioItem changed = edit.applyTo(stored, now());
                    if (edit.config() != null && !rights.isLocked(stored)) {
                        rights.requirePublishable(changed, editor.token(), editor.request());
                    }
                    return changed;
                })
                .orElseThrow(() -> unknown(id));
    }

    void delete(String id, Editor editor) {
        boolean deleted = store.delete(id, stored -> {
            requireOpen(stored, editor);
            requireUnchanged(stored, editor);
        });
        if (!deleted) {
            throw unknown(id);
        }
    }

    private void requireOpen(ScenarioItem stored, Editor editor) {
        rights.requireOpen(stored, editor.token(), editor.request());
    }

    private static void requireUnchanged(ScenarioItem stored, Editor editor) {
        EntityTag.requireMatch(editor.headers(), "Scenario " + stored.id(), () -> ScenarioJson.item(stored));
    }

    private ScenarioItem item(ScenarioEdit edit) {
        Instant now = now();
        return new ScenarioItem(
                Objects.requireNonNull(edit.id()),
                Objects.requireNonNull(edit.name()),
                Objects.requireNonNull(edit.config()),
                edit.history() == null ? NO_HISTORY : edit.history(),
                now,
                now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static ApiException unknown(String id) {
        return new ApiException(404, "There is no scenario " + id + ".");
    }

    private static ApiException exists(String id) {
        return new ApiException(
                409, "Scenario " + id + " exists already; change it with PUT or choose another config.metadata.id.");
    }
}
