/**
 * Calls to addresses that clients name: one HTTP client that connects to no address which this server should not touch
 * for others, and whose answers are bounded in size and time.
 */
@NullMarked
package me.fhir.chitchat.outbound;

import org.jspecify.annotations.NullMarked;
