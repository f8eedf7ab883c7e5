package me.fhir.chitchat.outbound.card;

import java.util.List;

/** What a card says about its agent, shortened for a page. */
public record CardSummary(String name, String description, List<String> skills) {}
