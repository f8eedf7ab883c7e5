/** SHA-256 in the spellings that this server uses; depends on Java alone. */
@NullMarked
package me.fhir.chitchat.digest;

import org.jspecify.annotations.NullMarked;
