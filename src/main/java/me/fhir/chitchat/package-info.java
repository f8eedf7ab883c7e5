@NullMarked
package me.fhir.chitchat;

import org.jspecify.annotations.NullMarked;
