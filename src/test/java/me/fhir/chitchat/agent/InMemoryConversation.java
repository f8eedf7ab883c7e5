package me.fhir.chitchat.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Decision;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TurnRules;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** A conversation in memory under the turn rules, with a turn context for each agent. */
public final class InMemoryConversation {
    private static final Instant START = Instant.parse("2026-11-28T09:00:00Z");

    /** A page may always end early, as one of very long events does. */
    private static final int SHORT_PAGE = 2;

    private final List<String> agentIds;
    private final @Nullable RawJson scenario;
    private final Map<String, RawJson> configs = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Attachment> attachments = new LinkedHashMap<>();
    private final Deque<RawJson> answers = new ArrayDeque<>();
    private final List<RawJson> questions = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private Head head;

    public InMemoryConversation(@Nullable String scenario, String... agentIds) {
        this.agentIds = List.of(agentIds);
        this.scenario = scenario == null ? null : new RawJson(scenario);
        this.head = Head.created(7, new Setup(this.agentIds, null, 40, null, null), START);
        RawJson created = new RawJson("{\"kind\":\"meta_created\"}");
        events.add(new Event(7, new Position(0, 1, 1), TurnRules.ORCHESTRATOR, START, new Entry.SystemNote(created)));
    }

    public InMemoryConversation endingWithTurn(int maxTurns) {
        head = Head.created(7, new Setup(agentIds, null, maxTurns, null, null), START);
        return this;
    }

    public InMemoryConversation withConfig(String agentId, String config) {
        configs.put(agentId, new RawJson(config));
        return this;
    }

    public TurnContext seat(String agentId) {
        return new InMemoryTurnContext(agentId);
    }

    /** Lets the person beside the agents answer their questions, in this order. */
    public InMemoryConversation answering(String... json) {
        for (String answer : json) {
            answers.add(new RawJson(answer));
        }
        return this;
    }

    /** What the person was asked about. */
    public List<RawJson> questions() {
        return List.copyOf(questions);
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Lets time pass before the next event. */
    public void pass(Duration duration) {
        passed = passed.plus(duration);
    }

    /** What the watchdog does when nothing happens any more. */
    public void endAsIdle() {
        append(new AppendRequest.Close(
                7,
                "system-watchdog",
                new Entry.Message(MessagePayload.closing("idle", "canceled", "idle_timeout"), Finality.CONVERSATION),
                null,
                null));
    }

    public boolean completed() {
        return head.completed();
    }

    /** All events of turns as {@code agent type finality: text}, traces with their whole payload. */
    public List<String> lines() {
        return events.stream()
                .filter(event -> event.at().turn() > 0)
                .map(InMemoryConversation::line)
                .toList();
    }

    private static String line(Event event) {
        Json.Object payload = parse(event.entry().payload().text());
        String said = payload.text("text");
        return event.agentId() + " " + event.entry().type() + " "
                + event.finality().wire() + ": " + (said == null ? payload.raw() : said);
    }

    public Json.Object lastPayload() {
        return parse(events.get(events.size() - 1).entry().payload().text());
    }

    public Attachment attachmentNamed(String name) {
        return attachments.values().stream()
                .filter(attachment -> attachment.document().name().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** What the host does for an agent that is started again inside its own open turn. */
    public void clearTurn(String agentId) {
        append(new AppendRequest.ClearTurn(
                7,
                agentId,
                new Entry.Trace(new RawJson("{\"type\":\"turn_cleared\",\"abortedBy\":\"" + agentId + "\"}"))));
    }

    /** Lets the agents take turns in their order until the end, or until no agent acts any more. */
    public void play(Map<String, Agent> agents, String first) throws InterruptedException {
        int next = agentIds.indexOf(first);
        while (!completed()) {
            int before = events.size();
            String agentId = agentIds.get(next);
            Objects.requireNonNull(agents.get(agentId)).takeTurn(seat(agentId));
            if (events.size() == before || head.turn().open() || agentIds.size() == 1) {
                return;
            }
            next = (next + 1) % agentIds.size();
        }
    }

    private Receipt append(AppendRequest request) {
        Decision decision = TurnRules.decide(head, request, START.plus(passed).plusMillis(events.size()));
        if (decision instanceof Decision.Refused refused) {
            throw new ConversationException(refused.code(), refused.sentence());
        }
        if (decision instanceof Decision.Accepted accepted) {
            events.addAll(accepted.events());
            head = accepted.after();
            return accepted.receipt();
        }
        throw new IllegalStateException("nothing to clear");
    }

    static Json.Object parse(String text) {
        try {
            return Json.parseObject(text);
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException(e.sentence() + ": " + text, e);
        }
    }

    private final class InMemoryTurnContext implements TurnContext {
        private final String agentId;

        InMemoryTurnContext(String agentId) {
            this.agentId = agentId;
        }

        @Override
        public long conversation() {
            return 7;
        }

        @Override
        public String agentId() {
            return agentId;
        }

        @Override
        public RawJson meta() {
            return new RawJson(
                    JsonWriter.object(json -> json.objects("agents", agentIds, (agent, id) -> agent.text("id", id))));
        }

        @Override
        public Optional<RawJson> scenario() {
            return Optional.ofNullable(scenario);
        }

        @Override
        public Receipt sendMessage(RawJson payload, Finality finality) {
            Json.Object message = parse(payload.text());
            if (message.text("text") == null) {
                throw ConversationException.invalid("messagePayload.text must be a string.");
            }
            List<Attachment.Document> documents = new ArrayList<>();
            List<JsonEdit> references = new ArrayList<>();
            for (Json.Object given : message.objects("attachments")) {
                Attachment.Document document = document(given, documents.size());
                documents.add(document);
                references.add(JsonEdit.of(given)
                        .remove("content")
                        .remove("encoding")
                        .text("id", document.id())
                        .text("docId", document.docId()));
            }
            JsonEdit stored = JsonEdit.of(message);
            if (!references.isEmpty()) {
                stored.set("attachments", json -> json.values(references, (list, reference) -> reference.write(list)));
            }
            Receipt receipt = append(new AppendRequest.Send(
                    sender(), new Entry.Message(new RawJson(stored.text()), finality), documents));
            for (Attachment.Document document : documents) {
                attachments.put(document.id(), new Attachment(7, receipt.at(), agentId, receipt.ts(), document));
            }
            return receipt;
        }

        private Attachment.Document document(Json.Object given, int before) {
            String content = given.text("content");
            String name = given.text("name");
            String contentType = given.text("contentType");
            if (content == null || name == null || contentType == null) {
                throw ConversationException.invalid("An attachment needs name, contentType and content.");
            }
            String id = given.text("id") == null ? "att_" + (attachments.size() + before + 1) : given.text("id");
            if (attachments.containsKey(id)) {
                throw ConversationException.invalid("There is an attachment " + id + " already.");
            }
            String docId = given.text("docId");
            return new Attachment.Document(
                    id,
                    docId == null ? id : docId,
                    name,
                    contentType,
                    new Attachment.Content(content, "base64".equals(given.text("encoding"))),
                    given.text("summary"));
        }

        @Override
        public Receipt sendTrace(RawJson payload) {
            if (parse(payload.text()).text("type") == null) {
                throw ConversationException.invalid("tracePayload.type must be a string.");
            }
            return append(new AppendRequest.SendTrace(sender(), new Entry.Trace(payload), Finality.NONE));
        }

        @Override
        public RawJson askPerson(String question, RawJson about) {
            questions.add(about);
            return Objects.requireNonNull(answers.poll(), "nobody was there to answer");
        }

        @Override
        public Receipt endAsFailed() {
            RawJson closing = new RawJson(JsonWriter.object(
                    json -> json.text("text", "ended").object("outcome", outcome -> outcome.text("status", "errored")
                            .text("reason", "agent_failed")
                            .text("agentId", agentId))));
            return append(new AppendRequest.Close(
                    7, "system", new Entry.Message(closing, Finality.CONVERSATION), null, null));
        }

        private AppendRequest.Sender sender() {
            return new AppendRequest.Sender(7, agentId, null, null);
        }

        @Override
        public List<Event> events(long afterSeq, int limit, EventFilter filter) {
            return events.stream()
                    .filter(event -> event.seq() > afterSeq && filter.accepts(event))
                    .limit(Math.min(limit, SHORT_PAGE))
                    .toList();
        }

        @Override
        public Optional<Event> lastMessageOfOthers() {
            return events.stream()
                    .filter(event -> event.entry() instanceof Entry.Message
                            && !event.agentId().equals(agentId))
                    .reduce((first, second) -> second);
        }

        @Override
        public int closedTurns() {
            return (int) events.stream()
                    .filter(event -> event.agentId().equals(agentId) && event.finality() != Finality.NONE)
                    .count();
        }

        @Override
        public Optional<Attachment> attachment(String id) {
            return Optional.ofNullable(attachments.get(id));
        }

        @Override
        public Optional<Attachment> attachmentByDocId(String docId) {
            return attachments.values().stream()
                    .filter(attachment -> attachment.document().docId().equals(docId))
                    .reduce((first, second) -> second);
        }

        @Override
        public int turn() {
            return head.turn().open() ? head.turn().number() : head.turn().number() + 1;
        }

        @Override
        public int turnLimit() {
            return head.setup().maxTurns();
        }

        @Override
        public boolean active() {
            return true;
        }

        @Override
        public @Nullable RawJson config() {
            return configs.get(agentId);
        }
    }
}
