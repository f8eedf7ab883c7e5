/** Worker threads, and what happens while the server starts and stops. */
@NullMarked
package me.fhir.chitchat.lifecycle;

import org.jspecify.annotations.NullMarked;
