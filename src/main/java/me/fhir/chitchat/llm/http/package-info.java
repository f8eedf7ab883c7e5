/** How model servers are reached: one HTTP client for all of them, and what their failures mean. */
@NullMarked
package me.fhir.chitchat.llm.http;

import org.jspecify.annotations.NullMarked;
