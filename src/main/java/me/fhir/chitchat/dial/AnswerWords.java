package me.fhir.chitchat.dial;

import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.a2aclient.AgentAnswer;
import me.fhir.chitchat.a2amessage.Part;

/** The words of an answer. */
final class AnswerWords {
    private AnswerWords() {}

    /** All its text; empty when there is none. */
    static String of(AgentAnswer answer) {
        return answer.messages().stream()
                .flatMap(List::stream)
                .filter(Part.TextPart.class::isInstance)
                .map(part -> ((Part.TextPart) part).text())
                .collect(Collectors.joining("\n\n"));
    }
}
