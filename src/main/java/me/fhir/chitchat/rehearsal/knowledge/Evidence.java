package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/**
 * What an agent has to go by: its own knowledge and what it received about the same case.
 *
 * @param received statements about the case
 * @param foreign seqs of messages that brought something about another person or case
 * @param today the date that "within the last six months" counts from
 * @param asked the agent's own messages with questions to which the others replied
 */
public record Evidence(
        Knowledge knowledge,
        CaseIdentity identity,
        List<Statement> received,
        Set<Long> foreign,
        LocalDate today,
        List<SentMessage> asked) {
    private static final int FROZEN_DAYS = 400;
    private static final int DATES_OF_A_CASE = 3;

    static Evidence of(PlannerStep step) {
        LocalDate said = step.messages().isEmpty()
                ? LocalDate.EPOCH
                : step.messages().get(0).date();
        LocalDate near = near(step, said);
        List<ReceivedText> texts = ReceivedText.in(step);
        Knowledge knowledge = knowledge(step, near, texts);
        CaseReader reader = new CaseReader(step, knowledge, near);
        texts.forEach(reader::read);
        List<Statement> received = reader.received();
        List<SentMessage> own = step.messages().stream()
                .filter(message -> message.agentId().equals(step.role().agentId()))
                .toList();
        return new Evidence(
                knowledge, reader.identity(), received, reader.foreign(), today(knowledge, received, said), own);
    }

    /** The own knowledge as far as it is about what the others write of. */
    private static Knowledge knowledge(PlannerStep step, LocalDate near, List<ReceivedText> texts) {
        DisclosureRules secrecy = RoleSecrets.rules(step.role(), step.instructions());
        StringBuilder talk = new StringBuilder();
        texts.forEach(text -> talk.append(Lexicon.normal(text.content())).append('\n'));
        boolean decides = step.role().tools().stream().anyMatch(RoleTool::endsConversation);
        return Knowledge.of(step.role().knowledge(), secrecy, near, decides).about(talk.toString());
    }

    /** The date that dates without a year are near to. */
    private static LocalDate near(PlannerStep step, LocalDate said) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        for (DateParser.FoundDate date :
                DateParser.in(Lexicon.normal(step.role().knowledge()), said)) {
            if (date.complete()) {
                dates.add(date.date());
            }
        }
        boolean elsewhere = dates.size() >= DATES_OF_A_CASE
                && Math.abs(dates.last().toEpochDay() - said.toEpochDay()) > FROZEN_DAYS;
        return elsewhere ? dates.last() : said;
    }

    /** The conversation's date, or the latest date in the case when the case as a whole plays in another time. */
    private static LocalDate today(Knowledge knowledge, List<Statement> received, LocalDate said) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        for (Knowledge.Leaf leaf : knowledge.leaves()) {
            String name = Lexicon.normal(TextFormat.spaced(leaf.name())).replace(" ", "");
            List<DateParser.FoundDate> own = leaf.statement().dates();
            if (Lexicon.list("todayKey").is(name) && !own.isEmpty()) {
                return own.get(0).date();
            }
            collect(leaf.statement(), dates);
        }
        received.forEach(statement -> collect(statement, dates));
        boolean elsewhere = dates.size() >= DATES_OF_A_CASE
                && Math.abs(dates.last().toEpochDay() - said.toEpochDay()) > FROZEN_DAYS;
        return elsewhere ? dates.last() : said;
    }

    /** Dates of what has happened; birthdays and dates to come say nothing about the present. */
    private static void collect(Statement statement, Set<LocalDate> dates) {
        String label = Lexicon.normal(TextFormat.spaced(statement.label()));
        String words = label.isEmpty() ? statement.normal() : label;
        boolean other = Lexicon.list("futureKey").isIn(words)
                || Lexicon.list("futureKey").isIn(words.replace(" ", ""))
                || statement.isBirth();
        if (!other) {
            statement.dates().stream().filter(DateParser.FoundDate::complete).forEach(date -> dates.add(date.date()));
        }
    }

    /** What counts as evidence for a point. */
    public List<Statement> facts(Criterion.From from) {
        List<Statement> facts = new ArrayList<>();
        if (from != Criterion.From.RECEIVED) {
            facts.addAll(knowledge.facts());
        }
        if (from != Criterion.From.OWN) {
            received.stream().filter(Statement::isFact).forEach(facts::add);
        }
        return facts;
    }

    /** What was received as a plan: enough for a point that something must not be, and for no other. */
    public List<Statement> plans(Criterion.From from) {
        return from == Criterion.From.OWN
                ? List.of()
                : received.stream()
                        .filter(statement -> !statement.isFact() && Sentences.isPlan(statement.text()))
                        .toList();
    }

    /** The seq of the last message that asked which of two statements is right; the highest of all when none did. */
    public long contradictionAsked() {
        return asked.stream()
                .filter(message -> Phrases.asksWhichIsRight(message.text()))
                .mapToLong(SentMessage::seq)
                .max()
                .orElse(Long.MAX_VALUE);
    }

    /** The seq of the first message that asked for something; the highest of all when none did. */
    public long askedFor(String question) {
        String normal = Lexicon.normal(question);
        return asked.stream()
                .filter(message -> Lexicon.normal(message.text()).contains(normal))
                .mapToLong(SentMessage::seq)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether anything was received that says something. */
    public boolean hasReceived() {
        return received.stream().anyMatch(Statement::isFact);
    }
}
