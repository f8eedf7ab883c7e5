package me.fhir.chitchat.seat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The grants of open connections and streams by the hash of their code, so that a replaced code ends them. For any thread. */
final class HeldGrants {
    private final Map<String, Set<Grant>> byCode = new ConcurrentHashMap<>();
    private final SeatPresence presence;

    /** @param presence notified when a seat's holder connects or disconnects */
    HeldGrants(SeatPresence presence) {
        this.presence = presence;
    }

    /** How many codes are held. */
    int codes() {
        return byCode.size();
    }

    void hold(Grant grant) {
        byCode.compute(grant.codeHash(), (hash, known) -> {
            Set<Grant> grants = known == null ? ConcurrentHashMap.newKeySet() : known;
            grants.add(grant);
            return grants;
        });
        presence.entered(grant.seat().place());
    }

    void forget(Grant grant) {
        byCode.computeIfPresent(grant.codeHash(), (hash, grants) -> {
            if (grants.remove(grant)) {
                presence.left(grant.seat().place());
            }
            return grants.isEmpty() ? null : grants;
        });
    }

    /** A code no longer works: those that hold it lose what it gave them. */
    void revoke(String codeHash) {
        Set<Grant> grants = byCode.remove(codeHash);
        if (grants != null) {
            grants.forEach(grant -> {
                presence.forget(grant.seat().place());
                grant.revoke();
            });
        }
    }
}
