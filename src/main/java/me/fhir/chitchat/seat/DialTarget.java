package me.fhir.chitchat.seat;

import java.net.URI;
import java.time.Duration;
import me.fhir.chitchat.outbound.OutboundHeaders;

/**
 * An agent that this server is to call.
 *
 * @param url its card or its endpoint
 * @param headers sent with every request; secret
 * @param responseTimeout how long it may be silent before it counts as lost
 */
public record DialTarget(URI url, OutboundHeaders headers, Duration responseTimeout) {}
