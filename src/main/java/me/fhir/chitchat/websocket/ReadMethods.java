package me.fhir.chitchat.websocket;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.scenario.ScenarioLookup;
import me.fhir.chitchat.verdict.live.Verdicts;
import me.fhir.chitchat.wire.AttachmentJson;
import me.fhir.chitchat.wire.EventJson;
import me.fhir.chitchat.wire.SnapshotJson;
import me.fhir.chitchat.wire.Timestamps;

/** The methods that read. */
final class ReadMethods {
    private static final int DEFAULT_PAGE = 200;
    private static final int MAX_PAGE = 1000;
    private static final RawJson NO_SCENARIO = new RawJson("null");

    private final ScenarioLookup scenarios;
    private final Verdicts verdicts;
    private final Clock clock;

    ReadMethods(ScenarioLookup scenarios, Verdicts verdicts, Clock clock) {
        this.scenarios = scenarios;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    void register(Map<String, RpcMethod> methods) {
        methods.put("ping", new RpcMethod.Submitting((client, params) -> CompletableFuture.completedFuture(ping())));
        methods.put("getConversation", new RpcMethod.Reading(this::getConversation));
        methods.put("getEventsPage", new RpcMethod.ReadingMuch(ReadMethods::getEventsPage));
        methods.put("getAttachmentByDocId", new RpcMethod.ReadingMuch(ReadMethods::attachmentByDocId));
        methods.put("getVerdict", new RpcMethod.Reading(this::getVerdict));
    }

    private MethodResult ping() {
        return MethodResult.object(json -> json.flag("ok", true).text("ts", Timestamps.format(clock.instant())));
    }

    private MethodResult getConversation(Client client, JsonFields params) {
        ConversationStore store = client.access().conversations();
        long conversation = params.integer("conversationId");
        boolean includeScenario = params.flag("includeScenario", true);
        Optional<SnapshotJson> snapshot = includeScenario
                ? SnapshotJson.full(store, conversation, scenario(client, conversation))
                : SnapshotJson.lean(store, conversation);
        if (params.has("newestEvents")) {
            long newest = params.integer("newestEvents");
            if (newest < 0) {
                throw JsonRpcException.invalidParams("newestEvents must be 0 or more.");
            }
            snapshot.ifPresent(events -> events.newest(newest));
        }
        return new MethodResult(
                new MethodResult.Value.JsonPieces(
                        snapshot.orElseThrow(() -> ConversationException.unknownConversation(conversation))),
                null);
    }

    private RawJson scenario(Client client, long conversation) {
        RawJson whole = client.access()
                .conversations()
                .head(conversation)
                .map(Head::setup)
                .flatMap(setup -> scenarios.find(conversation, setup.scenarioId()))
                .orElse(NO_SCENARIO);
        return client.access().scenario(conversation, whole);
    }

    private static MethodResult getEventsPage(Client client, JsonFields params) {
        ConversationStore store = client.access().conversations();
        long conversation = params.integer("conversationId");
        long afterSeq = params.has("afterSeq") ? params.integer("afterSeq") : 0;
        long limit = params.has("limit") ? params.integer("limit") : DEFAULT_PAGE;
        if (limit < 0) {
            throw JsonRpcException.invalidParams("limit must be 0 to " + MAX_PAGE + ".");
        }
        store.requireHead(conversation);
        List<Event> events = store.events(EventQuery.all(conversation, afterSeq, (int) Math.min(limit, MAX_PAGE)));
        long next = events.isEmpty() ? afterSeq : events.get(events.size() - 1).seq();
        return MethodResult.object(
                json -> json.list("events", events, EventJson::write).number("nextAfterSeq", next));
    }

    private static MethodResult attachmentByDocId(Client client, JsonFields params) {
        ConversationStore store = client.access().conversations();
        long conversation = params.integer("conversationId");
        String docId = params.text("docId");
        store.requireHead(conversation);
        Attachment attachment = store.attachmentByDocId(conversation, docId)
                .orElseThrow(() -> new ConversationException(
                        ErrorCode.NOT_FOUND, "Conversation " + conversation + " has no document \"" + docId + "\"."));
        return MethodResult.of(AttachmentJson.item(attachment));
    }

    private MethodResult getVerdict(Client client, JsonFields params) {
        long conversation = params.integer("conversationId");
        client.access().conversations().requireHead(conversation);
        String contract = params.optionalText("contract");
        if (contract != null && !contract.equals("current")) {
            throw JsonRpcException.invalidParams("contract must be \"current\", or left out.");
        }
        RawJson verdict = (contract == null ? verdicts.find(conversation) : verdicts.recomputed(conversation))
                .orElseThrow(() -> ConversationException.unknownConversation(conversation));
        return MethodResult.of(client.access().verdict(conversation, verdict).text());
    }
}
