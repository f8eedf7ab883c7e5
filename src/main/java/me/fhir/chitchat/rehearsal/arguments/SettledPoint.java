package me.fhir.chitchat.rehearsal.arguments;

import java.util.List;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;

/**
 * A point that was settled by what was received: its value may be an argument as well.
 *
 * @param name the words of the point
 * @param allowed the values of which one had to be given; empty for other points
 */
public record SettledPoint(Terms name, List<String> allowed, Statement evidence) {}
