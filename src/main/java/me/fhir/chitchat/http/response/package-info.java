/** Responses that no slow reader blocks: whole bodies and streams of server-sent events. */
@NullMarked
package me.fhir.chitchat.http.response;

import org.jspecify.annotations.NullMarked;
