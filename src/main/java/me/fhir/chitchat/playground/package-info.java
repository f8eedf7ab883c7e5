/** Tries an external agent or MCP server by hand, with the clients that conversations use, and shows every frame. */
@NullMarked
package me.fhir.chitchat.playground;

import org.jspecify.annotations.NullMarked;
