package me.fhir.chitchat.outbound.card;

import java.util.List;

/** A card's description of its agent, shortened for a page. */
public record CardSummary(String name, String description, List<String> skills) {}
