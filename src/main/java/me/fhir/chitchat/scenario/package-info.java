/** Scenarios: the playbooks of conversations, their validation by field path, and the edit lock of published ones. */
@NullMarked
package me.fhir.chitchat.scenario;

import org.jspecify.annotations.NullMarked;
