package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.ratelimit.AttemptLimit;
import me.fhir.chitchat.http.ratelimit.AttemptLimits;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.EditLock;
import me.fhir.chitchat.scenario.ScenarioItem;
import org.jspecify.annotations.Nullable;

/** Checks the edit token of published scenarios, with few guesses a minute for each address. */
final class EditRights {
    static final String EDIT_TOKEN = "X-Edit-Token";
    /** Wrong edit tokens that an address has within a minute. */
    private static final int GUESSES = 10;

    private final EditLock lock;
    private final ClientAddress addresses;
    private final AttemptLimit guesses;

    /** @param addresses by which wrong tokens are counted */
    EditRights(EditLock lock, ClientAddress addresses, AttemptLimits limits) {
        this.lock = lock;
        this.addresses = addresses;
        this.guesses = limits.limit("edit-tokens", GUESSES);
    }

    /** Refuses to touch a scenario that is locked without its token: 423, or 429 after too many wrong ones. */
    void requireOpen(ScenarioItem stored, @Nullable String token, HttpServletRequest request) {
        if (lock.isArmed() && isLocked(stored)) {
            requireToken("Scenario " + stored.id() + " is published and locked", token, request);
        }
    }

    /** Where publishing needs the token, refuses a scenario that has the tag without it. */
    void requirePublishable(ScenarioItem item, @Nullable String token, HttpServletRequest request) {
        if (lock.isArmed() && lock.guardsPublishing(plain(item))) {
            requireToken("Publishing a scenario needs the edit token on this server", token, request);
        }
    }

    /** For a scenario that is stored as it is given, with its times, where there was another or nothing. */
    void requireStorable(
            ScenarioItem item, Optional<ScenarioItem> stored, @Nullable String token, HttpServletRequest request) {
        stored.ifPresent(old -> requireOpen(old, token, request));
        if (stored.isEmpty() || !isLocked(stored.get())) {
            requirePublishable(item, token, request);
        }
    }

    private void requireToken(String why, @Nullable String token, HttpServletRequest request) {
        if (token == null || token.isBlank()) {
            throw new ApiException(423, why + "; send its edit token in the header " + EDIT_TOKEN + ".");
        }
        Duration wait = guesses.wait(addresses.of(request));
        if (!wait.isZero()) {
            throw new ApiException(
                    429,
                    "Too many wrong edit tokens came from your address; wait a minute and try again.",
                    Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1)));
        }
        if (!lock.opensWith(token)) {
            guesses.missed(addresses.of(request));
            throw new ApiException(423, why + "; the token in the header " + EDIT_TOKEN + " is not the right one.");
        }
    }

    /** Whether the stored scenario can only be changed with the token. */
    boolean isLocked(ScenarioItem stored) {
        return lock.isArmed() && lock.locks(plain(stored));
    }

    private static Map<?, ?> plain(ScenarioItem item) {
        return PlainJson.map(StoredJson.object(item.config().text()));
    }
}
