/** Takes scenarios to and from a server that runs elsewhere, over its REST API. */
@NullMarked
package me.fhir.chitchat.connect.remote;

import org.jspecify.annotations.NullMarked;
