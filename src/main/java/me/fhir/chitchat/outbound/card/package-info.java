/** Where an agent takes messages, by its card. */
@NullMarked
package me.fhir.chitchat.outbound.card;

import org.jspecify.annotations.NullMarked;
