/** The REST door: resources below {@code /api}, and how errors are answered there. */
@NullMarked
package me.fhir.chitchat.resources;

import org.jspecify.annotations.NullMarked;
