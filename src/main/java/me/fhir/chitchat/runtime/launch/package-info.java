/** Quick starts of the server's JVM with an archive of loaded classes (CDS), made once and reused. */
@NullMarked
package me.fhir.chitchat.runtime.launch;

import org.jspecify.annotations.NullMarked;
