/** Keeps the index by which lists find conversations that have ended. */
@NullMarked
package me.fhir.chitchat.search;

import org.jspecify.annotations.NullMarked;
