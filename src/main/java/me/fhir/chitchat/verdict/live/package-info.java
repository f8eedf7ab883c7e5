/** Verdicts while conversations run and when they end: noted in the log, stored, and served. */
@NullMarked
package me.fhir.chitchat.verdict.live;

import org.jspecify.annotations.NullMarked;
