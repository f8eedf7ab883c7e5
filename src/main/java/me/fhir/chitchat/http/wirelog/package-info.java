/** The last requests, responses and frames of bridges and seats, for people who look for a fault in their own agent. */
@NullMarked
package me.fhir.chitchat.http.wirelog;

import org.jspecify.annotations.NullMarked;
