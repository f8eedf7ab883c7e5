package me.fhir.chitchat.rehearsal.arguments;

import java.util.Set;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.Source;

/**
 * What the arguments of one call are taken from.
 *
 * @param lookup whether a look-up's parameters are wanted, which may be chosen freely among allowed ones
 * @param used where the values found so far come from; the searches add to it
 */
record ArgumentSources(Evidence evidence, DecisionTexts texts, boolean lookup, Set<Source> used) {}
