/** Concurrency primitives: results of futures, work that runs one at a time, pauses, and where failures end. */
@NullMarked
package me.fhir.chitchat.runtime.concurrent;

import org.jspecify.annotations.NullMarked;
