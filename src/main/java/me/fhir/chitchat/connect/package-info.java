/**
 * The command {@code connect}: plays a seat of a remote conversation with a local agent that is not reachable from
 * outside.
 */
@NullMarked
package me.fhir.chitchat.connect;

import org.jspecify.annotations.NullMarked;
