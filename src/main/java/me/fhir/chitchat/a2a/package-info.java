/**
 * The A2A protocol, 0.3 and 1.0 on one URL: a task is a conversation in which an external agent takes part. JSON-RPC and the
 * HTTP+JSON binding share the methods.
 */
@NullMarked
package me.fhir.chitchat.a2a;

import org.jspecify.annotations.NullMarked;
