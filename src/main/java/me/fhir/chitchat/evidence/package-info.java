/** A conversation as a file that proves itself: written, verified, and imported on another server. */
@NullMarked
package me.fhir.chitchat.evidence;

import org.jspecify.annotations.NullMarked;
