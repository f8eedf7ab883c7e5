/** Addresses as they are written: of the Internet Protocol, ranges of them, and pieces of URLs. Nothing here is ever looked up. */
@NullMarked
package me.fhir.chitchat.http.address;

import org.jspecify.annotations.NullMarked;
