/** Runs a scenario from its start to its end and reports how it went. */
@NullMarked
package me.fhir.chitchat.testrun;

import org.jspecify.annotations.NullMarked;
