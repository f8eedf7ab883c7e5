/** Regular expressions of authors and clients, which must not take more time than they are worth. */
@NullMarked
package me.fhir.chitchat.scenario.regex;

import org.jspecify.annotations.NullMarked;
