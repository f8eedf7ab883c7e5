package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.knowledge.MessageKind;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.DocumentTitles;
import me.fhir.chitchat.rehearsal.language.Phrases;

/** The first words to a message that is no plain information. */
public final class Acknowledgements {
    private Acknowledgements() {}

    /** A sentence about what the message is; empty for ordinary ones. */
    public static String to(StepContext context) {
        Phrases phrases = context.phrases();
        List<SentMessage> foreign = context.news().stream()
                .filter(message -> context.evidence().foreign().contains(message.seq()))
                .toList();
        if (!foreign.isEmpty()) {
            boolean namesake = context.step().messages().stream()
                    .filter(message -> context.evidence().foreign().contains(message.seq()))
                    .anyMatch(message -> context.evidence().identity().isNamedIn(message.text()));
            return phrases.fresh(namesake ? "namesake" : "foreign");
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

    /** Thanks for what was received, by its name: the documents, else the request or the answer. */
    public static String received(StepContext context) {
        Phrases phrases = context.phrases();
        List<String> files = context.news().stream()
                .flatMap(message -> message.attachments().stream())
                .distinct()
                .toList();
        if (!files.isEmpty()) {
            return phrases.fresh(
                    files.size() == 1 ? "received.document" : "received.documents", DocumentTitles.all(files, phrases));
        }
        if (context.sent() > 0) {
            // Who only asks has given nothing to be thanked for.
            boolean told = context.kind() != MessageKind.HOSTILE
                    && context.evidence().received().stream()
                            .anyMatch(statement -> statement.isFact()
                                    && context.news().stream()
                                            .anyMatch(message -> message.seq()
                                                    == statement.source().seq()));
            return told ? phrases.fresh("received.answer") : "";
        }
        String talk = context.newsText();
        return context.evidence().knowledge().leaves().stream()
                .filter(leaf -> CaseIdentity.identifies(leaf) && !leaf.secret())
                .map(leaf -> leaf.statement().text())
                .filter(talk::contains)
                .findFirst()
                .map(subject -> phrases.fresh("received.request", subject))
                .orElseGet(() -> phrases.fresh("received.message"));
    }

    /** The parts that are not empty, a paragraph each. */
    public static String joined(List<String> parts) {
        return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    /** Something that was not said yet, for a language without phrases: the name and the turn. */
    public static String unsaid(StepContext context) {
        return context.role().person().name() + " – " + context.step().turn().number();
    }
}
