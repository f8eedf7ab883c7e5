/** This server as a client of MCP servers, whose tools its agents use. */
@NullMarked
package me.fhir.chitchat.mcp.client;

import org.jspecify.annotations.NullMarked;
