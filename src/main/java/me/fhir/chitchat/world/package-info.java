/**
 * A scenario's offer to an external player: the brief of its role, and the role's simulated tools, under the same
 * conditions as for the agents that this server runs.
 */
@NullMarked
package me.fhir.chitchat.world;

import org.jspecify.annotations.NullMarked;
