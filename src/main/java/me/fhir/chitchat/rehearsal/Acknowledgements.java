package me.fhir.chitchat.rehearsal;

import java.util.List;
import java.util.stream.Collectors;

/** The first words to a message that is no plain information. */
final class Acknowledgements {
    private Acknowledgements() {}

    /** A sentence about what the message is; empty for ordinary ones. */
    static String to(StepContext context) {
        Phrases phrases = context.phrases();
        boolean foreign = context.news().stream()
                .anyMatch(message -> context.evidence().foreign().contains(message.seq()));
        if (foreign) {
            return phrases.fresh("foreign");
        }
        return switch (context.kind()) {
            case BLANK -> phrases.fresh("blank");
            case ORDER -> phrases.fresh("order");
            case REFUSAL -> phrases.fresh("refusal");
            case APOLOGY -> phrases.fresh("apology");
            case HOSTILE -> phrases.fresh("hostile");
            case UNRELATED -> phrases.fresh("unclear");
            case WITHDRAWAL, CONTENT -> "";
        };
    }

    /** The parts that are not empty, a paragraph each. */
    static String joined(List<String> parts) {
        return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    /** Something that was not said yet, for a language without phrases: the name and the turn. */
    static String unsaid(StepContext context) {
        return context.role().person().name() + " – " + context.step().turn().number();
    }
}
