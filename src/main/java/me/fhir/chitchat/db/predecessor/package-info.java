/** The upgrade of a data file that the TypeScript server wrote. */
@NullMarked
package me.fhir.chitchat.db.predecessor;

import org.jspecify.annotations.NullMarked;
