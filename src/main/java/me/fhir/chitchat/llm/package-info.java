/** Chat models: the port, requests and responses, and the catalogue of models. */
@NullMarked
package me.fhir.chitchat.llm;

import org.jspecify.annotations.NullMarked;
