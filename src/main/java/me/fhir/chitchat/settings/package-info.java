/** How the configuration file and the environment become the configuration. */
@NullMarked
package me.fhir.chitchat.settings;

import org.jspecify.annotations.NullMarked;
