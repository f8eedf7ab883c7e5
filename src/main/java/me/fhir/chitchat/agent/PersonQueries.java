package me.fhir.chitchat.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventPages;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/** The open turn's questions to the person beside the agent, read from the log. For one thread. */
final class PersonQueries {
    private static final int PAGE = 500;
    private static final Set<String> MESSAGES_AND_TRACES = Set.of("message", "trace");

    private final Map<String, PersonQuery> queries = new LinkedHashMap<>();
    private @Nullable String newest;

    /**
     * One {@code user_query}.
     *
     * @param context what the person is shown
     * @param answer the event that answers it, or null while it waits
     */
    record PersonQuery(
            String queryId, Json.Object context, @Nullable Event answer) {}

    /**
     * A message that a person is to approve.
     *
     * @param payload as it would be sent, documents with their content
     */
    record Draft(String queryId, RawJson payload, Finality finality) {}

    private PersonQueries() {}

    /** Those of the turn that is open; none when there is no open turn. */
    static PersonQueries of(ConversationStore store, Head head) {
        PersonQueries queries = new PersonQueries();
        String owner = head.turn().owner();
        if (owner == null || head.completed()) {
            return queries;
        }
        EventQuery.EventFilter own = new EventQuery.EventFilter(MESSAGES_AND_TRACES, Set.of(owner));
        EventPages.read(
                head.lastClosedSeq(),
                after -> store.events(new EventQuery(head.conversation(), after, PAGE, own)),
                queries::read);
        return queries;
    }

    Optional<PersonQuery> find(String queryId) {
        return Optional.ofNullable(queries.get(queryId));
    }

    /** The draft that the agent stopped at: it has done nothing since but receive instructions. */
    Optional<Draft> draft() {
        return Optional.ofNullable(newest)
                .filter(PersonTraces::isApprovalId)
                .flatMap(this::find)
                .flatMap(PersonQueries::draft);
    }

    private static Optional<Draft> draft(PersonQuery query) {
        Json.Object payload = query.context().object("draft");
        String finality = query.context().text("finality");
        if (payload == null || finality == null) {
            return Optional.empty();
        }
        return Finality.ofWire(finality)
                .map(closing -> new Draft(query.queryId(), new RawJson(payload.raw()), closing));
    }

    private void read(Event event) {
        if (!(event.entry() instanceof Entry.Trace trace)) {
            newest = null;
            return;
        }
        Json.Object payload = StoredJson.object(trace.payload().text());
        String queryId = payload.text("queryId");
        switch (String.valueOf(payload.text("type"))) {
            case "user_query" -> asked(queryId, payload.object("context"));
            case "user_response" -> answered(queryId, event);
            case "turn_cleared" -> {
                queries.clear();
                newest = null;
            }
            default -> newest = null;
        }
    }

    private void asked(@Nullable String queryId, Json.@Nullable Object context) {
        newest = queryId;
        if (queryId != null) {
            queries.put(queryId, new PersonQuery(queryId, context == null ? Json.Object.EMPTY : context, null));
        }
    }

    /** The first answer counts. */
    private void answered(@Nullable String queryId, Event event) {
        PersonQuery query = queryId == null ? null : queries.get(queryId);
        if (query != null && query.answer() == null) {
            queries.put(query.queryId(), new PersonQuery(query.queryId(), query.context(), event));
        }
    }
}
