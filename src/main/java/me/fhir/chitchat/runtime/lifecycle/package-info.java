/** Worker threads, and what happens while the server starts and stops. */
@NullMarked
package me.fhir.chitchat.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
