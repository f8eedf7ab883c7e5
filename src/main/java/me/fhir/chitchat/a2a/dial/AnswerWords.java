package me.fhir.chitchat.a2a.dial;

import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.a2a.client.AgentAnswer;
import me.fhir.chitchat.a2a.message.Part;

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
