/** Quick starts of the server's JVM with an archive of loaded classes (CDS), made once and reused. */
@NullMarked
package me.fhir.chitchat.launch;

import org.jspecify.annotations.NullMarked;
