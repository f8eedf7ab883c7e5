/** How the heap is shared out among parts that know nothing of each other. */
@NullMarked
package me.fhir.chitchat.runtime.memory;

import org.jspecify.annotations.NullMarked;
