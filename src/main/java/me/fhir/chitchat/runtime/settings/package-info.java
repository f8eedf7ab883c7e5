/** Reads the configuration file and applies environment variables to it. */
@NullMarked
package me.fhir.chitchat.runtime.settings;

import org.jspecify.annotations.NullMarked;
