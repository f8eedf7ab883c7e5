package me.fhir.chitchat.verdict;

import org.jspecify.annotations.Nullable;

/**
 * The subject of a verdict, and the contract that judges it.
 *
 * @param scenarioHash the SHA-256 (hex) of the scenario in its one spelling, or null without a scenario
 * @param contractHash the same of its contract
 */
public record VerdictSubject(
        long conversation,
        @Nullable String scenarioId,
        @Nullable String scenarioHash,
        String contractHash) {}
