/** Runs a scenario from its start to its end and reports the result. */
@NullMarked
package me.fhir.chitchat.testrun;

import org.jspecify.annotations.NullMarked;
