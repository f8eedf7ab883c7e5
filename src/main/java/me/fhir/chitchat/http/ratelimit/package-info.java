/** How often a caller may try what costs something, or what can be guessed. */
@NullMarked
package me.fhir.chitchat.http.ratelimit;

import org.jspecify.annotations.NullMarked;
