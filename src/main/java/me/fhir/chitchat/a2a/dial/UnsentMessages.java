package me.fhir.chitchat.a2a.dial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.a2a.message.StoredParts;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventPages;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;

/**
 * The messages that a called agent has not been sent: those of the others, and those in its own name by another player of its seat. The same
 * part of a log always gives the same parts.
 *
 * @param others the messages of the others, oldest first
 * @param inItsName those that another player of its seat said
 * @param ownTurnSeq the seq of the agent's own last message that closed a turn; 0 when there is none
 */
record UnsentMessages(List<Event> others, List<Event> inItsName, long ownTurnSeq) {
    /** Begins the name of each message that is said for a called agent. */
    static final String OWN = "dial:";

    static final String IN_YOUR_NAME = "[Sent on your behalf by another player] ";

    private static final int PAGE = 200;
    private static final EventFilter MESSAGES = new EventFilter(Set.of("message"), Set.of());
    /** What one message to an agent holds at most, files as base64. */
    private static final long MAX_CHARACTERS = 8L * 1024 * 1024;

    /** Reads a page of a log behind an event. */
    @FunctionalInterface
    interface VisibleLog {
        List<Event> events(long afterSeq, int limit, EventFilter filter);
    }

    /** Reads the log behind an event, for this agent. */
    static UnsentMessages after(long seq, String agentId, VisibleLog log) {
        List<Event> others = new ArrayList<>();
        List<Event> inItsName = new ArrayList<>();
        long[] ownTurnSeq = {0};
        EventPages.read(seq, after -> log.events(after, PAGE, MESSAGES), event -> {
            if (!event.agentId().equals(agentId)) {
                others.add(event);
                return;
            }
            if (!isOwn(event)) {
                inItsName.add(event);
            }
            if (event.finality() != Finality.NONE) {
                ownTurnSeq[0] = event.seq();
            }
        });
        return new UnsentMessages(others, inItsName, ownTurnSeq[0]);
    }

    /** Whether the called agent sent it, and not another player of its seat. */
    private static boolean isOwn(Event message) {
        String key = MessagePayload.of(message).json().text("clientRequestId");
        return key != null && key.startsWith(OWN);
    }

    /** The seq of the newest message of the others; 0 when there is none. */
    long lastSeq() {
        return others.isEmpty() ? 0 : others.get(others.size() - 1).seq();
    }

    /**
     * Those up to an event as parts, with as many files as one message can hold.
     *
     * @param named whether to say whose words they are
     */
    List<Part> parts(long throughSeq, boolean named, Function<String, Optional<Attachment>> attachments) {
        List<Part> parts = new ArrayList<>();
        long room = MAX_CHARACTERS;
        StoredParts stored = new StoredParts(attachments);
        List<Event> unsent = Stream.of(others, inItsName)
                .flatMap(List::stream)
                .filter(event -> event.seq() <= throughSeq)
                .sorted(Comparator.comparingLong(Event::seq))
                .toList();
        for (Event event : unsent) {
            boolean byAnother = inItsName.contains(event);
            Json.Object payload = MessagePayload.of(event).json();
            for (Part part : stored.of(payload)) {
                Part fitting = part.characters() <= room ? part : tooLarge(part);
                room -= fitting.characters();
                String before = byAnother ? IN_YOUR_NAME : named ? event.agentId() + ": " : "";
                parts.add(fitting instanceof Part.TextPart text ? new Part.TextPart(before + text.text()) : fitting);
            }
        }
        return parts;
    }

    private static Part tooLarge(Part part) {
        String name = part instanceof Part.FileBytes file ? file.name() : null;
        return new Part.TextPart("[" + (name == null ? "a text" : name) + ": too large to be sent]");
    }
}
