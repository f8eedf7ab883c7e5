package me.fhir.chitchat.verdict;

/**
 * Something an agent did, or did not do, that a contract does not allow.
 *
 * @param seq the event that shows it
 */
public record Fault(String agentId, FaultKind kind, long seq, String sentence) {}
