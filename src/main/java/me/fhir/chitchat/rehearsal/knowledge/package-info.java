/** What a role knows and what it has received: facts with their source, and which of them it may disclose. */
@NullMarked
package me.fhir.chitchat.rehearsal.knowledge;

import org.jspecify.annotations.NullMarked;
