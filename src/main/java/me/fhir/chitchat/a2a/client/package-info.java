/** The client of A2A: sends an agent the messages of others and collects what it answers, in each version and binding. */
@NullMarked
package me.fhir.chitchat.a2a.client;

import org.jspecify.annotations.NullMarked;
