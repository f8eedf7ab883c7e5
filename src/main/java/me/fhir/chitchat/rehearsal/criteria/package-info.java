/** The points that a decision depends on: read from texts, checked against facts, asked for and told. */
@NullMarked
package me.fhir.chitchat.rehearsal.criteria;

import org.jspecify.annotations.NullMarked;
