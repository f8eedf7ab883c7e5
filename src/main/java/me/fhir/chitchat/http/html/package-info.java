/** Pages that the server writes itself: the one place where a text is escaped for HTML. */
@NullMarked
package me.fhir.chitchat.http.html;

import org.jspecify.annotations.NullMarked;
