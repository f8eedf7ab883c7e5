/** Addresses of the Internet Protocol as they are written, and ranges of them. Nothing here is ever looked up. */
@NullMarked
package me.fhir.chitchat.address;

import org.jspecify.annotations.NullMarked;
