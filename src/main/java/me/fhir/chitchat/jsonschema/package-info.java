/** JSON Schema (2020-12) for values and schemas that are not ours: bounded in time and never fetching anything. */
@NullMarked
package me.fhir.chitchat.jsonschema;

import org.jspecify.annotations.NullMarked;
