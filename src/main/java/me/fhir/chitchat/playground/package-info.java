/** Talks to a stranger's agent or MCP server by hand, by the clients that conversations use, and shows every frame. */
@NullMarked
package me.fhir.chitchat.playground;

import org.jspecify.annotations.NullMarked;
