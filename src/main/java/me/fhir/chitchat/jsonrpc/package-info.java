/** JSON-RPC 2.0 and nothing else: requests, answers, errors; knows no domain. */
@NullMarked
package me.fhir.chitchat.jsonrpc;

import org.jspecify.annotations.NullMarked;
