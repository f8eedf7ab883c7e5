/** Plays scenarios from start to end: one with its transcript, or suites of many with their statistics and reports. */
@NullMarked
package me.fhir.chitchat.testrun;

import org.jspecify.annotations.NullMarked;
