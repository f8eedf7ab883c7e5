package me.fhir.chitchat.seat;

import java.util.Optional;
import java.util.function.Predicate;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventView;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * A caller's rights in one conversation: the only place with the table of rights.
 *
 * @param role null in a conversation without seats, where everything is allowed
 * @param agentId the agent that a seat's holder plays; empty for others
 * @param traces whether a spectator sees private traces
 */
public record Rights(@Nullable SeatRole role, String agentId, boolean traces) implements EventView {
    /** The rights of all callers in a conversation without seats. */
    public static final Rights UNRESTRICTED = new Rights(null, "", true);

    static Rights of(Seat seat) {
        return new Rights(seat.place().role(), seat.place().agentId(), seat.traces());
    }

    private boolean seesEverything() {
        return role == null || role == SeatRole.HOST;
    }

    @Override
    public Optional<Event> shown(Event event) {
        if (seesEverything() || event.entry() instanceof Entry.Message) {
            return Optional.of(event);
        }
        if (event.entry() instanceof Entry.Trace) {
            return seesTracesOf(event.agentId()) ? Optional.of(event) : Optional.empty();
        }
        return shownNote(event);
    }

    boolean seesTracesOf(String agent) {
        return seesEverything() || traces || (role == SeatRole.SEAT && agent.equals(agentId));
    }

    /** Other notes quote what one side's client sent, or what one side's agent failed at. */
    private Optional<Event> shownNote(Event event) {
        Json.Object payload = StoredJson.object(event.entry().payload().text());
        String kind = payload.text("kind");
        if ("meta_created".equals(kind)) {
            String excerpt = JsonEdit.of(payload)
                    .raw("metadata", meta(payload.object("metadata")))
                    .text();
            return Optional.of(new Event(
                    event.conversation(),
                    event.at(),
                    event.agentId(),
                    event.ts(),
                    new Entry.SystemNote(new RawJson(excerpt))));
        }
        return SeatEvents.KIND.equals(kind) || "idle_timeout".equals(kind) ? Optional.of(event) : Optional.empty();
    }

    /** A conversation's Meta as far as it may be seen. */
    RawJson meta(RawJson meta) {
        return seesEverything() ? meta : new RawJson(meta(StoredJson.object(meta.text())));
    }

    private String meta(Json.@Nullable Object meta) {
        return meta == null ? "{}" : MetaExcerpt.of(meta, agentId);
    }

    /**
     * A scenario as far as it may be seen.
     *
     * @param scenario the scenario's JSON text, or {@code null} as JSON when there is none
     */
    RawJson scenario(RawJson scenario) {
        return seesEverything() || scenario.text().equals("null")
                ? scenario
                : new RawJson(ScenarioExcerpt.of(StoredJson.object(scenario.text()), agentId));
    }

    /** A verdict as far as it may be seen: contract and disclosures reveal what the others know. */
    RawJson verdict(RawJson verdict) {
        return seesEverything() ? verdict : new RawJson(VerdictExcerpt.of(StoredJson.object(verdict.text()), agentId));
    }

    /**
     * Refuses an append that these rights do not cover.
     *
     * @param playedByHost whether the conversation's host has taken an agent over
     */
    void require(AppendRequest request, Predicate<String> playedByHost) {
        String speaker = speaker(request);
        boolean asHost = request instanceof AppendRequest.Close || (speaker != null && playedByHost.test(speaker));
        boolean allowed =
                role == null || (role == SeatRole.SEAT && isOwn(request)) || (role == SeatRole.HOST && asHost);
        if (role != null && !allowed) {
            throw notAllowed(
                    switch (role) {
                        case SEAT ->
                            "This seat code speaks as \"" + agentId + "\" and as nobody else; only the host ends the"
                                    + " conversation.";
                        case HOST ->
                            "A host code speaks for agents that the server runs, once you have taken them over; open"
                                    + " seats speak for themselves.";
                        case WATCH -> "Only the holder of a seat speaks in this conversation; this is a watch code.";
                    });
        }
    }

    /** {@code everything}, {@code watch} or {@code seat AGENT}. */
    String view() {
        return seesEverything() ? "everything" : (word() + " " + agentId).strip();
    }

    private String word() {
        return role == null ? "" : role.wireName();
    }

    private boolean isOwn(AppendRequest request) {
        // The protocols note how they understood what a seat's holder sent.
        return request instanceof AppendRequest.Note || agentId.equals(speaker(request));
    }

    /** In whose name something is to be written; null for what the server itself writes. */
    private static @Nullable String speaker(AppendRequest request) {
        if (request instanceof AppendRequest.Send send) {
            return send.sender().agentId();
        }
        if (request instanceof AppendRequest.SendTrace trace) {
            return trace.sender().agentId();
        }
        return request instanceof AppendRequest.ClearTurn clear ? clear.agentId() : null;
    }

    /** Refuses what only the host of a conversation with seats may do. */
    void requireHost() {
        if (!seesEverything()) {
            throw notAllowed("Only the host of this conversation may do that; this is a " + word() + " code.");
        }
    }

    static ConversationException notAllowed(String sentence) {
        return new ConversationException(ErrorCode.NOT_ALLOWED, sentence);
    }
}
