package me.fhir.chitchat.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may append what, and when. Pure: a head and a request in, a decision out; no clock, no store. Repeats
 * (idempotency keys) are recognised before this is asked.
 */
public final class TurnRules {
    /** The author of what the server itself writes. */
    public static final String ORCHESTRATOR = "system-orchestrator";

    /** The author of the end of a conversation in which nothing happens any more. */
    public static final String WATCHDOG = "system-watchdog";

    private static final Entry.Message MAX_TURNS_REACHED = new Entry.Message(
            MessagePayload.closing("The conversation reached its turn limit and was closed.", "canceled", "max_turns"),
            Finality.CONVERSATION);

    private TurnRules() {}

    /** Decides on one request; {@code at} becomes the time of the events, never before the log's newest. */
    public static Decision decide(Head head, AppendRequest request, Instant at) {
        Instant ts = at.isBefore(head.log().updatedAt()) ? head.log().updatedAt() : at;
        if (request instanceof AppendRequest.Send send) {
            return participant(
                    head, send.sender(), send.message(), send.message().finality(), ts);
        }
        if (request instanceof AppendRequest.SendTrace trace) {
            return participant(head, trace.sender(), trace.trace(), trace.finality(), ts);
        }
        if (request instanceof AppendRequest.ClearTurn clear) {
            return clearTurn(head, clear, ts);
        }
        if (request instanceof AppendRequest.Note note) {
            return note(head, note, ts);
        }
        return close(head, (AppendRequest.Close) request, ts);
    }

    private static Decision participant(
            Head head, AppendRequest.Sender sender, Entry entry, Finality asked, Instant ts) {
        Decision.Refused refused = membership(head, sender.agentId());
        if (refused == null && head.completed()) {
            refused = finalized(head);
        }
        if (refused == null && asked != entry.finality()) {
            refused = new Decision.Refused(
                    ErrorCode.FINALITY_NOT_ALLOWED,
                    "A trace cannot close anything: leave finality out or send \"none\".");
        }
        if (refused == null) {
            refused = turn(head, sender);
        }
        if (refused != null) {
            return refused;
        }
        LogWriter log = new LogWriter(head, ts);
        log.write(sender.agentId(), entry);
        if (log.turnClosedAtLimit()) {
            log.write(ORCHESTRATOR, MAX_TURNS_REACHED);
        }
        return log.accepted(0);
    }

    private static Decision.@Nullable Refused membership(Head head, String agentId) {
        if (head.setup().agentIds().contains(agentId)) {
            return null;
        }
        return new Decision.Refused(
                ErrorCode.INVALID_PARAMS,
                "agentId \"" + agentId + "\" is not one of this conversation's agents: "
                        + String.join(", ", head.setup().agentIds()) + ".");
    }

    private static Decision.Refused finalized(Head head) {
        return new Decision.Refused(
                ErrorCode.CONVERSATION_FINALIZED,
                "Conversation " + head.conversation() + " has ended; nothing can be added to it.");
    }

    private static Decision.@Nullable Refused turn(Head head, AppendRequest.Sender sender) {
        Integer named = sender.turn();
        Head.Turn turn = head.turn();
        if (turn.open()) {
            if (named != null && named != turn.number()) {
                return new Decision.Refused(
                        ErrorCode.TURN_CONFLICT,
                        "Turn " + turn.number() + " is open; turn " + named + " cannot be written to.");
            }
            if (!sender.agentId().equals(turn.owner())) {
                return new Decision.Refused(
                        ErrorCode.TURN_CONFLICT,
                        "Turn " + turn.number() + " belongs to " + turn.owner() + " until it is closed.");
            }
            return null;
        }
        int next = turn.number() + 1;
        if (named != null && named != next) {
            return new Decision.Refused(
                    ErrorCode.INVALID_TURN,
                    "No turn is open and the next one is " + next + ", not " + named + "; leave turn out to get it.");
        }
        return null;
    }

    private static Decision clearTurn(Head head, AppendRequest.ClearTurn clear, Instant ts) {
        Decision.Refused notMember = membership(head, clear.agentId());
        if (notMember != null) {
            return notMember;
        }
        Head.Turn turn = head.turn();
        if (head.completed() || !clear.agentId().equals(turn.owner())) {
            return new Decision.NothingToClear(turn.number() + 1);
        }
        if (turn.cleared()) {
            return new Decision.NothingToClear(turn.number());
        }
        LogWriter log = new LogWriter(head, ts);
        log.writeCleared(clear.agentId(), clear.marker());
        return log.accepted(0);
    }

    private static Decision note(Head head, AppendRequest.Note request, Instant ts) {
        if (head.completed()) {
            return finalized(head);
        }
        LogWriter log = new LogWriter(head, ts);
        log.writeNote(request.note());
        return log.accepted(0);
    }

    private static Decision close(Head head, AppendRequest.Close close, Instant ts) {
        if (head.completed()) {
            return finalized(head);
        }
        if (close.onlyAtSeq() != null && close.onlyAtSeq() != head.log().lastSeq()) {
            return new Decision.Refused(
                    ErrorCode.TURN_CONFLICT, "Conversation " + head.conversation() + " has moved on in the meantime.");
        }
        LogWriter log = new LogWriter(head, ts);
        if (close.note() != null) {
            log.writeNote(close.note());
        }
        log.write(close.agentId(), close.closing());
        return log.accepted(close.note() == null ? 0 : 1);
    }

    /** Numbers events one after the other and carries the head along. */
    private static final class LogWriter {
        private final List<Event> events = new ArrayList<>(2);
        private final Instant ts;
        private Head head;

        LogWriter(Head head, Instant ts) {
            this.head = head;
            this.ts = ts;
        }

        void write(String agentId, Entry entry) {
            write(agentId, entry, false);
        }

        void writeCleared(String agentId, Entry.Trace marker) {
            write(agentId, marker, true);
        }

        private void write(String agentId, Entry entry, boolean cleared) {
            Head.Turn turn = head.turn();
            int number = turn.open() ? turn.number() : turn.number() + 1;
            int place = turn.open() ? turn.events() + 1 : 1;
            Event event = add(new Position(number, place, head.log().lastSeq() + 1), agentId, entry);
            boolean closes = entry.finality() != Finality.NONE;
            // The server may close an open turn, but it never owns one.
            String owner = closes ? null : turn.open() ? turn.owner() : agentId;
            head = new Head(
                    head.conversation(),
                    head.setup(),
                    entry.finality() == Finality.CONVERSATION,
                    advanced(head.log().systemNotes()),
                    new Head.Turn(number, place, owner, cleared),
                    closes ? new Head.Closing(event.seq(), agentId, ts) : head.lastClosing());
        }

        void writeNote(Entry.SystemNote note) {
            int place = head.log().systemNotes() + 1;
            add(new Position(0, place, head.log().lastSeq() + 1), ORCHESTRATOR, note);
            head = new Head(
                    head.conversation(),
                    head.setup(),
                    head.completed(),
                    advanced(place),
                    head.turn(),
                    head.lastClosing());
        }

        private Event add(Position at, String agentId, Entry entry) {
            Event event = new Event(head.conversation(), at, agentId, ts, entry);
            events.add(event);
            return event;
        }

        private Head.LogExtent advanced(int systemNotes) {
            return new Head.LogExtent(
                    head.log().lastSeq() + 1, systemNotes, head.log().createdAt(), ts);
        }

        boolean turnClosedAtLimit() {
            return !head.completed()
                    && !head.turn().open()
                    && head.turn().number() >= head.setup().maxTurns();
        }

        Decision.Accepted accepted(int answer) {
            return new Decision.Accepted(events, answer, head);
        }
    }
}
