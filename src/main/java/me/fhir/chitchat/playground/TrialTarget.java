package me.fhir.chitchat.playground;

import java.net.URI;
import me.fhir.chitchat.outbound.OutboundHeaders;

/**
 * The target of a trial.
 *
 * @param headers sent to the address's own host alone
 */
public record TrialTarget(URI url, OutboundHeaders headers) {}
