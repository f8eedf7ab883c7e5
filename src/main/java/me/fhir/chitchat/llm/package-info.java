/** Chat models: the port, what is asked of a model and what it answers, and the catalogue of models. */
@NullMarked
package me.fhir.chitchat.llm;

import org.jspecify.annotations.NullMarked;
