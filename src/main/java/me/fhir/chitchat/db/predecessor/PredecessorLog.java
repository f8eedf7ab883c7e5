package me.fhir.chitchat.db.predecessor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.TurnRules;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonLimits;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * The log of one imported conversation. The predecessor counted {@code seq} over all conversations; here each one counts
 * from 1, and begins with the event that holds the Meta.
 */
final class PredecessorLog {
    private final List<Event> events = new ArrayList<>();
    private final Map<Long, Event> bySeq = new HashMap<>();
    private final Map<String, Event> byPlace = new HashMap<>();
    private final Map<Integer, Integer> perTurn = new HashMap<>();
    private final Set<String> speakers = new LinkedHashSet<>();
    private final long conversation;
    private final Instant createdAt;
    private Head.Turn turn = new Head.Turn(0, 0, null, false);
    private Head.@Nullable Closing closing;
    private boolean completed;

    PredecessorLog(long conversation, Instant createdAt) {
        this.conversation = conversation;
        this.createdAt = createdAt;
        // Holds the place of the event with the Meta, which needs the speakers.
        perTurn.put(0, 1);
    }

    /** One event as it was stored; {@code at} has its place in the old log. */
    record PredecessorEvent(
            Position at,
            @Nullable String type,
            @Nullable String payload,
            @Nullable String finality,
            @Nullable String agentId,
            Instant ts) {}

    void add(PredecessorEvent row) {
        String payload = row.payload() == null ? "{}" : row.payload();
        String type = row.type() == null ? "message" : row.type();
        boolean system = type.equals("system");
        if (system && payload.contains("meta_created")) {
            // Written anew, as the first event.
            return;
        }
        String agentId = row.agentId() == null ? TurnRules.ORCHESTRATOR : row.agentId();
        Finality finality = type.equals("message") && row.finality() != null
                ? Finality.ofWire(row.finality()).orElse(Finality.NONE)
                : Finality.NONE;
        int number = system ? 0 : Math.max(Math.max(row.at().turn(), 1), turn.number());
        Position at = new Position(number, perTurn.merge(number, 1, Integer::sum), events.size() + 2);
        Event event = new Event(conversation, at, agentId, row.ts(), entry(type, object(payload), finality));
        events.add(event);
        bySeq.put(row.at().seq(), event);
        byPlace.put(row.at().turn() + "." + row.at().event(), event);
        if (!system) {
            move(event, finality, isTurnCleared(payload));
        }
    }

    private static boolean isTurnCleared(String payload) {
        return "turn_cleared".equals(StoredJson.object(object(payload)).text("type"));
    }

    private static Entry entry(String type, String payload, Finality finality) {
        RawJson json = new RawJson(payload);
        return switch (type) {
            case "system" -> new Entry.SystemNote(json);
            case "trace" -> new Entry.Trace(json);
            default -> new Entry.Message(json, finality);
        };
    }

    /** A payload must be an object; what is none is kept as text. */
    private static String object(String payload) {
        try {
            if (Json.parse(payload, JsonLimits.STORED) instanceof Json.Object) {
                return payload;
            }
        } catch (JsonSyntaxException e) {
            // Then it is a text.
        }
        return MessagePayload.text(payload).text();
    }

    private void move(Event event, Finality finality, boolean cleared) {
        if (!event.agentId().startsWith("system")) {
            speakers.add(event.agentId());
        }
        boolean goesOn = turn.number() == event.at().turn() && turn.open();
        String owner = goesOn ? turn.owner() : event.agentId();
        boolean closes = finality != Finality.NONE;
        turn = new Head.Turn(event.at().turn(), event.at().event(), closes ? null : owner, cleared);
        if (closes) {
            closing = new Head.Closing(event.seq(), event.agentId(), event.ts());
        }
        completed |= finality == Finality.CONVERSATION;
    }

    /** Who spoke, in the order of their first words. */
    Set<String> speakers() {
        return speakers;
    }

    /** All events, the one with the Meta first. */
    List<Event> events(NewConversation meta) {
        List<Event> all = new ArrayList<>();
        all.add(new Event(
                conversation,
                new Position(0, 1, 1),
                TurnRules.ORCHESTRATOR,
                createdAt,
                new Entry.SystemNote(meta.createdPayload())));
        all.addAll(events);
        return all;
    }

    Head head(NewConversation meta, boolean ended, Instant updatedAt) {
        boolean over = completed || ended;
        return new Head(
                conversation,
                meta.setup(),
                over,
                new Head.LogExtent(events.size() + 1, perTurn.getOrDefault(0, 1), createdAt, updatedAt),
                over ? new Head.Turn(turn.number(), turn.events(), null, turn.cleared()) : turn,
                closing);
    }

    /** The event that had this seq, if it came over. */
    @Nullable
    Event bySeq(long seq) {
        return bySeq.get(seq);
    }

    /** The event that had this place in its turn, if it came over. */
    @Nullable
    Event byPlace(int turnNumber, int event) {
        return byPlace.get(turnNumber + "." + event);
    }
}
