package me.fhir.chitchat.rehearsal.arguments;

import java.util.List;

/**
 * What a decision's texts say.
 *
 * @param text the reasons in sentences
 * @param topic what a look-up is for, or empty
 * @param people names of persons and organisations on the other side
 * @param settled the points that are met by what was received
 */
public record DecisionTexts(
        String text,
        List<String> notMet,
        List<String> met,
        String topic,
        List<String> people,
        List<SettledPoint> settled) {
    public DecisionTexts {
        notMet = List.copyOf(notMet);
        met = List.copyOf(met);
        people = List.copyOf(people);
        settled = List.copyOf(settled);
    }
}
