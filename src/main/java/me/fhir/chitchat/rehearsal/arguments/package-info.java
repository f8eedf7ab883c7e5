/** The arguments of a tool, each found in a fact or computed from facts; none is invented. */
@NullMarked
package me.fhir.chitchat.rehearsal.arguments;

import org.jspecify.annotations.NullMarked;
