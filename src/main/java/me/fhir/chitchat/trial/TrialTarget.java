package me.fhir.chitchat.trial;

import java.net.URI;
import me.fhir.chitchat.outbound.OutboundHeaders;

/**
 * What is tried.
 *
 * @param headers sent to the address's own host alone
 */
public record TrialTarget(URI url, OutboundHeaders headers) {}
