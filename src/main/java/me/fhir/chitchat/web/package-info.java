/** Serves the web page, its assets and its libraries from the class path. */
@NullMarked
package me.fhir.chitchat.web;

import org.jspecify.annotations.NullMarked;
