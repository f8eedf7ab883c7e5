/** Concurrency primitives: results of futures, and work that runs one at a time. */
@NullMarked
package me.fhir.chitchat.concurrent;

import org.jspecify.annotations.NullMarked;
