package me.fhir.chitchat.websocket;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.orchestrator.LiveFeed;
import me.fhir.chitchat.orchestrator.Subscriptions;
import org.jspecify.annotations.Nullable;

/** The methods that start and end live streams. */
final class SubscriptionMethods {
    private static final int MAX_FILTERS = 64;
    private static final int MAX_NAME_LENGTH = 200;
    private static final Set<String> TYPES = Set.of("message", "trace", "system");

    private final Subscriptions subscriptions;

    SubscriptionMethods(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    void register(Map<String, RpcMethod> methods) {
        methods.put("subscribe", new RpcMethod.Reading(SubscriptionMethods::subscribe));
        methods.put("unsubscribe", new RpcMethod.Reading(SubscriptionMethods::unsubscribe));
        methods.put(
                "subscribeConversations",
                new RpcMethod.Reading((client, params) -> subscribeConversations(client.subscriptions())));
    }

    private static MethodResult subscribe(Client caller, JsonFields params) {
        ClientSubscriptions client = caller.subscriptions();
        client.requireRoom();
        long conversation = params.integer("conversationId");
        Long sinceSeq = params.optionalInteger("sinceSeq");
        if (sinceSeq != null && sinceSeq < 0) {
            throw JsonRpcException.invalidParams("sinceSeq must be 0 or more.");
        }
        JsonFields filters = params.objectOrEmpty("filters");
        EventFilter filter = new EventFilter(
                types(limited("filters.types", filters.optionalTexts("types"))),
                set(limited("filters.agents", filters.optionalTexts("agents"))));
        LiveFeed.FeedRequest request =
                new LiveFeed.FeedRequest(conversation, sinceSeq, filter, params.flag("includeGuidance", false));
        LiveFeed feed = caller.access().orchestrator().subscribe(request, client.sink());
        Runnable end = () -> {
            feed.close();
            client.outbound().dropBacklog(feed);
        };
        return started(client, end, () -> client.outbound().startBacklog(feed));
    }

    private static @Nullable List<String> limited(String path, @Nullable List<String> entries) {
        if (entries != null && entries.size() > MAX_FILTERS) {
            throw JsonRpcException.invalidParams(path + " may have " + MAX_FILTERS + " entries.");
        }
        if (entries != null && entries.stream().anyMatch(entry -> entry.length() > MAX_NAME_LENGTH)) {
            throw JsonRpcException.invalidParams(
                    "An entry of " + path + " may have " + MAX_NAME_LENGTH + " characters.");
        }
        return entries;
    }

    private static Set<String> types(@Nullable List<String> words) {
        Set<String> types = set(words);
        types.stream().filter(type -> !TYPES.contains(type)).findFirst().ifPresent(type -> {
            throw JsonRpcException.invalidParams(
                    "filters.types may hold message, trace and system, not " + JsonWriter.quoted(type) + ".");
        });
        return types;
    }

    private static Set<String> set(@Nullable List<String> words) {
        return words == null ? Set.of() : Set.copyOf(words);
    }

    private MethodResult subscribeConversations(ClientSubscriptions client) {
        client.requireRoom();
        ConversationNotifier notifier = new ConversationNotifier(client.outbound());
        subscriptions.addWatcher(notifier);
        return started(client, () -> subscriptions.removeWatcher(notifier), notifier::start);
    }

    private static MethodResult started(ClientSubscriptions client, Runnable end, Runnable then) {
        String subId = "sub_" + UUID.randomUUID();
        client.add(subId, end);
        return new MethodResult(
                new MethodResult.Value.WholeJson(JsonWriter.object(json -> json.text("subId", subId))), then);
    }

    private static MethodResult unsubscribe(Client client, JsonFields params) {
        client.subscriptions().end(params.text("subId"));
        return MethodResult.OK;
    }
}
