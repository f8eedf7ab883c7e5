package me.fhir.chitchat.outbound.card;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where the card of an agent may be, given the address of either. */
final class CardLocations {
    private static final List<String> WELL_KNOWN = List.of("/.well-known/agent-card.json", "/.well-known/agent.json");

    private CardLocations() {}

    /**
     * The address itself, then the well-known places below it and at its host's root (A2A 1.0, section 8.2; the second name
     * is that of versions before 0.3).
     */
    static List<URI> of(URI address) {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        String base = path.replaceFirst("/\\.well-known/.*$", "").replaceFirst("/+$", "");
        Set<URI> places = new LinkedHashSet<>();
        places.add(address);
        for (String folder : List.of(base, "")) {
            WELL_KNOWN.forEach(name -> places.add(address.resolve(folder + name)));
        }
        return new ArrayList<>(places);
    }

    /** Whether an address is that of a card rather than of an endpoint. */
    static boolean isCard(URI address) {
        String path = String.valueOf(address.getRawPath());
        return path.contains("/.well-known/") || path.endsWith(".json");
    }
}
