/** Concurrency primitives: results of futures, work that runs one at a time, and pauses. */
@NullMarked
package me.fhir.chitchat.concurrent;

import org.jspecify.annotations.NullMarked;
