/** Shared by A2A and MCP: the address that invites an agent, handles, the external agent's view of a conversation. */
@NullMarked
package me.fhir.chitchat.bridge;

import org.jspecify.annotations.NullMarked;
