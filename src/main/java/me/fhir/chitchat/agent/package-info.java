/** Agents that the server runs: what one can see and do, their kinds, and the host that starts and stops them. */
@NullMarked
package me.fhir.chitchat.agent;

import org.jspecify.annotations.NullMarked;
