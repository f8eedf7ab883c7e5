/** HTTP for model servers: one client for all of them, and the mapping of their failures. */
@NullMarked
package me.fhir.chitchat.llm.http;

import org.jspecify.annotations.NullMarked;
