package me.fhir.chitchat.rehearsal.knowledge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Terms;

/**
 * The points that an agent has asked for.
 *
 * @param words the words of all of them
 * @param names their short names
 */
record AskedPoints(Terms words, Set<String> names, Set<String> lines) {
    private static final double MOST_OF_IT = 0.8;

    static AskedPoints of(PlannerStep step) {
        List<Terms> words = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> lines = new HashSet<>();
        for (SentMessage message : step.messages()) {
            if (message.agentId().equals(step.role().agentId())) {
                Sentences.numbered(message.text()).forEach(line -> {
                    words.add(Terms.of(line));
                    lines.add(Lexicon.normal(line));
                    // "Colour: red or blue" is a name with values of its own.
                    if (line.indexOf(':') < 0 && line.indexOf('：') < 0) {
                        names.add(Lexicon.normal(PointName.of(line)));
                    }
                });
            }
        }
        return new AskedPoints(Terms.all(words), names, lines);
    }

    /** Whether a label repeats what was asked for. */
    boolean isEcho(String said) {
        Terms label = Terms.of(said);
        String normal = Lexicon.normal(said);
        if (lines.contains(normal)) {
            return true;
        }
        boolean phrase = label.keys().size() > 1 || normal.split(" ", -1).length > 2;
        return (phrase || names.contains(normal)) && label.coveredBy(words) >= MOST_OF_IT;
    }
}
