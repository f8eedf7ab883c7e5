package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;

/** Reads text by text what was received: whose case it is about, and what it says about the own one. */
final class CaseReader {
    private final PlannerStep step;
    private final LocalDate near;
    private final AskedPoints asked;
    private final OwnWords words;
    private final Testimony testimony;
    private final CaseBoundary boundary;
    private final Set<Long> foreign = new HashSet<>();
    /** Who wrote about a namesake, until the birthday or a number of the case has set that right. */
    private final Set<String> doubted = new HashSet<>();

    private CaseIdentity identity;
    private int record = 1;

    /** @param near the date that dates without a year are near to */
    CaseReader(PlannerStep step, Knowledge knowledge, LocalDate near) {
        this.step = step;
        this.near = near;
        this.asked = AskedPoints.of(step);
        this.words = new OwnWords(
                step.messages().stream()
                        .filter(message -> message.agentId().equals(step.role().agentId()))
                        .map(SentMessage::text)
                        .toList(),
                knowledge);
        this.testimony = new Testimony(words);
        this.boundary = new CaseBoundary(knowledge);
        this.identity = CaseIdentity.of(
                knowledge,
                publicNames(step),
                Lexicon.normal(step.role().person().name()));
    }

    private static Set<String> publicNames(PlannerStep step) {
        Set<String> names = new HashSet<>();
        names.add(Lexicon.normal(step.role().person().name()));
        step.role().partners().forEach(partner -> names.add(Lexicon.normal(partner.name())));
        return names;
    }

    void read(ReceivedText text) {
        List<Statement> statements = statements(text);
        identity = identity.or(text.content());
        String sender = text.message().agentId();
        if (identity.isOfNamesake(statements)) {
            doubted.add(sender);
        } else if (identity.isConfirmedBy(text.content(), statements)) {
            doubted.remove(sender);
        }
        boolean other = identity.isForeign(text.content(), statements);
        if (boundary.isStrange(sender, identity, text.content(), other) || doubted.contains(sender)) {
            foreign.add(text.message().seq());
        } else {
            testimony.add(sender, boundary.own(statements, identity));
        }
    }

    private List<Statement> statements(ReceivedText text) {
        List<Statement> statements = DocumentReader.read(
                text.name().isEmpty()
                        ? QuestionReplies.of(text.message(), step, words)
                        : List.of(new ReplyPart("", words.without(text.content()))),
                new Source(text.message().seq(), text.name()),
                near,
                record,
                asked::isEcho);
        record += statements.stream().mapToInt(Statement::record).max().orElse(0) + 1;
        return statements;
    }

    /** What was said about the own case, part by part. */
    List<Statement> received() {
        List<Statement> received = new ArrayList<>();
        testimony.statements().stream()
                .flatMap(statement -> statement.parts(near).stream())
                .forEach(part -> received.add(part.isFact() && asked.isEcho(part.label()) ? part.asAnswer() : part));
        return received;
    }

    /** Whose case it is, by all that was read. */
    CaseIdentity identity() {
        return identity;
    }

    /** The seqs of messages that brought something about another person or case. */
    Set<Long> foreign() {
        return foreign;
    }
}
