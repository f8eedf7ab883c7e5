/**
 * Verdicts on conversations: contracts, their checks, and the evaluation after the end, computed from the log alone.
 */
@NullMarked
package me.fhir.chitchat.verdict;

import org.jspecify.annotations.NullMarked;
