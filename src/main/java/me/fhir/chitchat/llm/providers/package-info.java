/** Connects the configured model providers. */
@NullMarked
package me.fhir.chitchat.llm.providers;

import org.jspecify.annotations.NullMarked;
