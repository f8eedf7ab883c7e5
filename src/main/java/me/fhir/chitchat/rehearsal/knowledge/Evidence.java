package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import me.fhir.chitchat.agent.planner.CoreTool;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.PlannerStep.ToolUse;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Orders;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
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
    private static final int MAX_CHARACTERS = 150_000;
    private static final int FROZEN_DAYS = 400;
    private static final int DATES_OF_A_CASE = 3;

    /** The points that were asked for, by their words and by their short names. */
    private record AskedPoints(List<Terms> words, Set<String> names, Set<String> lines) {}

    /** A text that was received in one piece. */
    private record Piece(SentMessage message, String name, String content) {}

    static Evidence of(PlannerStep step) {
        LocalDate said = step.messages().isEmpty()
                ? LocalDate.EPOCH
                : step.messages().get(0).date();
        DisclosureRules secrecy = RoleSecrets.rules(step.role(), step.instructions());
        LocalDate near = near(step, said);
        List<Piece> pieces = pieces(step);
        StringBuilder talk = new StringBuilder();
        pieces.forEach(piece -> talk.append(Lexicon.normal(piece.content())).append('\n'));
        boolean decides = step.role().tools().stream().anyMatch(RoleTool::endsConversation);
        Knowledge knowledge =
                Knowledge.of(step.role().knowledge(), secrecy, near, decides).about(talk.toString());
        CaseIdentity identity = CaseIdentity.of(
                knowledge,
                publicNames(step),
                Lexicon.normal(step.role().person().name()));
        List<Statement> received = new ArrayList<>();
        Set<Long> foreign = new HashSet<>();
        AskedPoints asked = asked(step);
        int record = 1;
        OwnWords words = new OwnWords(
                step.messages().stream()
                        .filter(message -> message.agentId().equals(step.role().agentId()))
                        .map(SentMessage::text)
                        .toList(),
                knowledge);
        Testimony testimony = new Testimony(words);
        CaseBoundary boundary = new CaseBoundary(knowledge);
        // Who wrote about a namesake, until the birthday or a number of the case has set that right.
        Set<String> doubted = new HashSet<>();
        for (Piece piece : pieces) {
            Source source = new Source(piece.message().seq(), piece.name());
            List<Statement> statements = DocumentReader.read(
                    piece.name().isEmpty()
                            ? QuestionReplies.of(piece.message(), step, words)
                            : List.of(new ReplyPart("", words.without(piece.content()))),
                    source,
                    near,
                    record,
                    label -> isEcho(label, asked));
            record += statements.stream().mapToInt(Statement::record).max().orElse(0) + 1;
            identity = identity.or(piece.content());
            String sender = piece.message().agentId();
            if (identity.isOfNamesake(statements)) {
                doubted.add(sender);
            } else if (identity.isConfirmedBy(piece.content(), statements)) {
                doubted.remove(sender);
            }
            boolean other = identity.isForeign(piece.content(), statements);
            if (boundary.isStrange(sender, identity, piece.content(), other) || doubted.contains(sender)) {
                foreign.add(piece.message().seq());
            } else {
                testimony.add(sender, boundary.own(statements, identity));
            }
        }
        testimony.statements().stream()
                .flatMap(statement -> statement.parts(near).stream())
                .forEach(part -> received.add(part.isFact() && isEcho(part.label(), asked) ? part.asAnswer() : part));
        List<SentMessage> own = step.messages().stream()
                .filter(message -> message.agentId().equals(step.role().agentId()))
                .toList();
        return new Evidence(knowledge, identity, received, foreign, today(knowledge, received, said), own);
    }

    /** The points that the agent has asked for. */
    private static AskedPoints asked(PlannerStep step) {
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
        return new AskedPoints(words, names, lines);
    }

    private static boolean isEcho(String said, AskedPoints asked) {
        Terms label = Terms.of(said);
        String normal = Lexicon.normal(said);
        if (asked.lines().contains(normal)) {
            return true;
        }
        boolean phrase = label.keys().size() > 1 || normal.split(" ", -1).length > 2;
        return (phrase || asked.names().contains(normal)) && label.coveredBy(Terms.all(asked.words())) >= 0.8;
    }

    private static Set<String> publicNames(PlannerStep step) {
        Set<String> names = new HashSet<>();
        names.add(Lexicon.normal(step.role().person().name()));
        step.role().partners().forEach(partner -> names.add(Lexicon.normal(partner.name())));
        return names;
    }

    /** Messages of others and the attachments that were read, without those that give orders to a machine. */
    private static List<Piece> pieces(PlannerStep step) {
        Map<String, String> contents = contents(step);
        List<Piece> pieces = new ArrayList<>();
        int characters = 0;
        for (SentMessage message : step.messages()) {
            if (message.agentId().equals(step.role().agentId()) || Orders.areIn(message.text())) {
                continue;
            }
            List<Piece> parts = new ArrayList<>();
            parts.add(new Piece(message, "", message.text()));
            for (String name : message.attachments()) {
                String content = contents.get(name);
                if (content != null && !Orders.areIn(content)) {
                    parts.add(new Piece(message, name, content));
                }
            }
            for (Piece part : parts) {
                String content = part.content();
                String read = content.substring(0, Math.min(content.length(), MAX_CHARACTERS - characters));
                characters += read.length();
                if (!read.isEmpty()) {
                    pieces.add(new Piece(part.message(), part.name(), read));
                }
            }
        }
        return pieces;
    }

    private static Map<String, String> contents(PlannerStep step) {
        Map<String, String> contents = new HashMap<>();
        for (ToolUse use : step.toolUses()) {
            if (use.name().equals(CoreTool.READ.word()) && !use.failed()) {
                try {
                    if (PlainJson.of(Json.parse(use.result())) instanceof Map<?, ?> shown
                            && shown.get("name") instanceof String name
                            && shown.get("content") instanceof String content) {
                        contents.put(name, content);
                    }
                } catch (JsonSyntaxException e) {
                    throw new IllegalStateException("a tool's result must be JSON", e);
                }
            }
        }
        return contents;
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
