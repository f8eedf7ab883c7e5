package me.fhir.chitchat.plainhttp;

import java.util.List;
import java.util.Set;
import me.fhir.chitchat.bridge.BoundedHistory;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventPages;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.world.Brief;
import me.fhir.chitchat.world.Worlds;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the holder of a code sees it now.
 *
 * @param meta its Meta, as far as the holder may see it
 * @param cast who plays in it
 * @param turnOf the agent whose turn it is; null when any agent may begin, or when it has ended
 * @param messages the latest messages, in their order
 */
record SeatView(
        Seat.SeatPlace you,
        Head head,
        Json.Object meta,
        Cast cast,
        @Nullable String turnOf,
        List<Event> messages) {
    private static final EventFilter MESSAGES = new EventFilter(Set.of("message"), Set.of());
    private static final int MAX_MESSAGES = 100;
    private static final long MAX_CHARACTERS = 4 * 1024 * 1024;
    private static final long FIRST_WINDOW = 200;

    /**
     * Who plays in it.
     *
     * @param scenario its scenario, as far as the holder may see it; without members when there is none
     * @param brief the brief of the holder's role; null for the host and for spectators
     */
    record Cast(Json.Object scenario, @Nullable Brief brief) {}

    /**
     * Reads it.
     *
     * @param afterSeq only messages behind it; null for the latest ones
     * @throws ConversationException ({@code NOT_FOUND}) when the code no longer works
     */
    static SeatView read(Access access, Seat.SeatPlace you, Worlds worlds, @Nullable Long afterSeq) {
        long conversation = you.conversation();
        ConversationStore store = access.conversations();
        Head head = head(access, you);
        RawJson meta = store.requireConversation(conversation).metadata();
        RawJson scenario = worlds.scenario(head)
                .map(whole -> access.scenario(conversation, whole))
                .orElse(new RawJson("{}"));
        return new SeatView(
                you,
                head,
                StoredJson.object(meta.text()),
                new Cast(
                        StoredJson.object(scenario.text()),
                        you.agentId().isEmpty() ? null : worlds.brief(head, you.agentId())),
                turnOf(access, head),
                afterSeq == null ? latest(store, head) : after(store, conversation, afterSeq));
    }

    /** Whether a look at the messages behind a seq may find something; reads none of them. */
    static boolean mayBeNews(Access access, Seat.SeatPlace you, long seq) {
        Head head = head(access, you);
        return head.log().lastSeq() > seq || isTurn(access, you, head);
    }

    /** Whether there is a message behind a seq, or the holder may speak, or it has ended. */
    static boolean isNews(Access access, Seat.SeatPlace you, long seq) {
        EventQuery next = new EventQuery(you.conversation(), seq, 1, MESSAGES);
        return isTurn(access, you, head(access, you))
                || !access.conversations().events(next).isEmpty();
    }

    /** Whether the holder is expected or free to send, or the conversation is over. */
    private static boolean isTurn(Access access, Seat.SeatPlace you, Head head) {
        return head.completed() || isTurnOf(you, turnOf(access, head));
    }

    private static boolean isTurnOf(Seat.SeatPlace you, @Nullable String turnOf) {
        return !you.agentId().isEmpty() && (turnOf == null || turnOf.equals(you.agentId()));
    }

    private static @Nullable String turnOf(Access access, Head head) {
        return access.orchestrator().guidance(head).map(Guidance::nextAgentId).orElse(null);
    }

    private static Head head(Access access, Seat.SeatPlace you) {
        return access.conversations().requireHead(you.conversation());
    }

    private static List<Event> after(ConversationStore store, long conversation, long seq) {
        return store.events(new EventQuery(conversation, seq, MAX_MESSAGES, MESSAGES));
    }

    /** Reads ever larger parts of the log's end until they hold enough messages, or as much text as is shown. */
    private static List<Event> latest(ConversationStore store, Head head) {
        long end = head.log().lastSeq();
        for (long window = FIRST_WINDOW; ; window *= 2) {
            long from = Math.max(0, end - window);
            BoundedHistory<Event> found = new BoundedHistory<>(MAX_MESSAGES, MAX_CHARACTERS);
            EventPages.read(
                    from,
                    seq -> after(store, head.conversation(), seq),
                    event -> found.add(event, event.entry().payload().text().length()));
            if (from == 0 || !found.isWhole() || found.items().size() == MAX_MESSAGES) {
                return found.items();
            }
        }
    }

    String title() {
        String title = meta.text("title");
        Json.Object metadata = cast.scenario().object("metadata");
        if (title != null && !title.isBlank()) {
            return title;
        }
        String ofScenario = metadata == null ? null : metadata.text("title");
        return ofScenario == null || ofScenario.isBlank() ? "Conversation" : ofScenario;
    }

    /** Whether the holder plays an agent, and is expected or free to speak. */
    boolean yours() {
        return !head.completed() && isTurnOf(you, turnOf);
    }

    /** The agents of the roster, in its order. */
    List<PlayedRole> roles() {
        return head.setup().agentIds().stream()
                .map(id -> PlayedRole.of(id, cast.scenario()))
                .toList();
    }

    /** The role that the holder plays; null for the host and for spectators. */
    @Nullable
    PlayedRole ownRole() {
        return you.agentId().isEmpty() ? null : PlayedRole.of(you.agentId(), cast.scenario());
    }

    /** How it ended; null while it goes on. */
    MessagePayload.@Nullable ClosingOutcome outcome() {
        if (!head.completed() || messages.isEmpty()) {
            return null;
        }
        return MessagePayload.of(messages.get(messages.size() - 1)).outcome();
    }

    /** The seq of the latest message; 0 before there is one. */
    long lastSeq() {
        return messages.isEmpty() ? 0 : messages.get(messages.size() - 1).seq();
    }
}
