/** Agents that the server runs: their context, their kinds, and the host that starts and stops them. */
@NullMarked
package me.fhir.chitchat.agent;

import org.jspecify.annotations.NullMarked;
