package me.fhir.chitchat.conversation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as statistics need it.
 *
 * @param outcome how it ended; null while it goes on
 * @param turns the number of its newest turn, 0 before the first
 * @param took from its creation to its closing message, or to its newest event while it goes on
 */
public record ConversationRun(@Nullable OutcomeKind outcome, int turns, Duration took, Instant updatedAt) {}
