/** Seats over plain HTTP: {@code /s/{code}}, one address for a person, a browser, {@code curl} and a model. */
@NullMarked
package me.fhir.chitchat.plainhttp;

import org.jspecify.annotations.NullMarked;
