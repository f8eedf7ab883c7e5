/** Reads the configuration file and applies environment variables to it. */
@NullMarked
package me.fhir.chitchat.settings;

import org.jspecify.annotations.NullMarked;
