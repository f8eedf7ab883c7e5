/** JSON-RPC 2.0 and nothing else: requests, responses, errors; knows no domain. */
@NullMarked
package me.fhir.chitchat.jsonrpc;

import org.jspecify.annotations.NullMarked;
