package me.fhir.chitchat.outbound;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of an address: what a secret was given for. */
public record UrlOrigin(String scheme, String host, int port) {
    public static UrlOrigin of(URI uri) {
        return new UrlOrigin(
                String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT),
                String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT),
                OutboundGuard.portOf(uri));
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
