/** Files and folders on disk. */
@NullMarked
package me.fhir.chitchat.runtime.files;

import org.jspecify.annotations.NullMarked;
