package me.fhir.chitchat.rehearsal.arguments;

import java.util.List;

/**
 * What a decision's texts say.
 *
 * @param text the reasons in sentences
 * @param topic what a look-up is for, or empty
 * @param people names of persons that the other side speaks for
 */
public record DecisionTexts(String text, List<String> notMet, List<String> met, String topic, List<String> people) {
    public DecisionTexts {
        notMet = List.copyOf(notMet);
        met = List.copyOf(met);
        people = List.copyOf(people);
    }
}
