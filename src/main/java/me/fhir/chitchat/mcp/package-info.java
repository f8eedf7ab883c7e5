/**
 * The Model Context Protocol over streamable HTTP: an external agent takes part in a conversation through three tools.
 * Both generations of the protocol on one address, the sessionless subset of each; answers are JSON, never streams.
 */
@NullMarked
package me.fhir.chitchat.mcp;

import org.jspecify.annotations.NullMarked;
