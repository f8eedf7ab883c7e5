package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import me.fhir.chitchat.http.admission.HostCheck;
import me.fhir.chitchat.http.admission.HostRefusal;
import org.jspecify.annotations.Nullable;

/** The address under which clients reach the API. */
public interface PublishedAddress extends ApiBase {
    /** The address as configured, what requests say, and what the bridges accept. */
    static PublishedAddress of(@Nullable String configured, ApiBase base, HostCheck hostCheck) {
        return new PublishedAddress() {
            @Override
            public @Nullable String configured() {
                return configured == null || configured.isBlank() ? null : configured.strip();
            }

            @Override
            public String apiBase(UriInfo uri, HttpHeaders headers) {
                return base.apiBase(uri, headers);
            }

            @Override
            public Optional<String> refusal(@Nullable String host) {
                return hostCheck.refusal(host, null).map(HostRefusal::sentence);
            }
        };
    }

    /** The configured one, as it was given; null when each request decides. */
    @Nullable
    String configured();

    /** Why a bridge would refuse a client that uses this name; empty when none would. */
    Optional<String> refusal(@Nullable String host);
}
