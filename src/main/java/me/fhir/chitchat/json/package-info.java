/** JSON text kept as its sender wrote it: numbers keep their digits, unknown fields their place. */
@NullMarked
package me.fhir.chitchat.json;

import org.jspecify.annotations.NullMarked;
