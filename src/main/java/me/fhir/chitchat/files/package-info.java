/** Files and folders on disk. */
@NullMarked
package me.fhir.chitchat.files;

import org.jspecify.annotations.NullMarked;
