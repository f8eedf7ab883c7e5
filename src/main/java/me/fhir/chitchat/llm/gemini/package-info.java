/** Models behind Google's generateContent API. */
@NullMarked
package me.fhir.chitchat.llm.gemini;

import org.jspecify.annotations.NullMarked;
