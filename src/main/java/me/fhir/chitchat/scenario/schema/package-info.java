/** JSON Schema (2020-12) for untrusted values and schemas: bounded in time, never fetching anything. */
@NullMarked
package me.fhir.chitchat.scenario.schema;

import org.jspecify.annotations.NullMarked;
