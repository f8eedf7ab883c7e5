package me.fhir.chitchat.outbound.card;

import java.net.URI;
import me.fhir.chitchat.outbound.UrlOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent takes messages and how.
 *
 * @param tenant what the card requires in each request (A2A 1.0, section 4.4.6); null for nothing
 * @param streaming whether it says that it can stream
 * @param card null when it was found without one
 */
public record AgentEndpoint(
        URI uri,
        A2aDialect dialect,
        @Nullable String tenant,
        boolean streaming,
        @Nullable CardSummary card) {
    /** Whether secrets that were given for an address may be sent here: a card can name another host. */
    public boolean mayHaveHeadersOf(URI given) {
        return UrlOrigin.of(uri).equals(UrlOrigin.of(given));
    }

    /** The same place in another dialect. */
    AgentEndpoint speaking(A2aDialect other) {
        return new AgentEndpoint(uri, other, tenant, streaming, card);
    }
}
