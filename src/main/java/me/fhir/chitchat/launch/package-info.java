/** How the JVM of the server starts quickly: an archive of loaded classes, made once and reused. */
@NullMarked
package me.fhir.chitchat.launch;

import org.jspecify.annotations.NullMarked;
