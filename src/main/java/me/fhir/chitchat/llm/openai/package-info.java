/** Models behind the chat-completions API: OpenRouter, and any server that is compatible with it. */
@NullMarked
package me.fhir.chitchat.llm.openai;

import org.jspecify.annotations.NullMarked;
