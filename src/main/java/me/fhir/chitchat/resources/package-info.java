/** The REST API: resources below {@code /api} and their exception mappers. */
@NullMarked
package me.fhir.chitchat.resources;

import org.jspecify.annotations.NullMarked;
