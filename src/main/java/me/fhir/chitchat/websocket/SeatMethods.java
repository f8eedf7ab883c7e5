package me.fhir.chitchat.websocket;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.WireName;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatJson;
import me.fhir.chitchat.seat.SeatPlan;
import me.fhir.chitchat.seat.SeatPlayer;
import me.fhir.chitchat.seat.SeatedConversations;
import me.fhir.chitchat.seat.TooManyAttemptsException;
import me.fhir.chitchat.wire.RpcErrorCode;

/** The methods about seats: create them, take one with its code, and what their host does. */
final class SeatMethods {
    private final SeatGuard guard;
    private final SeatedConversations conversations;

    SeatMethods(SeatGuard guard, SeatedConversations conversations) {
        this.guard = guard;
        this.conversations = conversations;
    }

    void register(Map<String, RpcMethod> methods) {
        methods.put("createSeatedConversation", waiting(this::create));
        methods.put("authenticate", waiting(this::authenticate));
        methods.put("getSeats", waiting(this::getSeats));
        methods.put("replaceCode", waiting(this::replaceCode));
        methods.put("handSeat", waiting(this::handSeat));
        methods.put("leaveSeat", waiting(this::leaveSeat));
    }

    /** These wait for writes, so they run on a thread that may. */
    private static RpcMethod waiting(RpcMethod.Read method) {
        return new RpcMethod.LookingUp(
                (client, params) -> CompletableFuture.completedFuture(method.call(client, params)));
    }

    private MethodResult create(Client client, JsonFields params) {
        SeatPlan plan = conversations.plan(params);
        SeatedConversations.Created created = conversations.create(plan);
        SeatJson addresses = new SeatJson(client.apiBase());
        return MethodResult.object(json -> addresses.write(json, created));
    }

    private MethodResult authenticate(Client client, JsonFields params) {
        try {
            Seat seat = guard.authenticate(client.access(), params.text("code"), client.caller(), client.onRevoked())
                    .orElseThrow(SeatMethods::unknownCode)
                    .seat();
            String agentId = seat.place().agentId();
            return MethodResult.object(
                    json -> json.number("conversationId", seat.place().conversation())
                            .text("role", seat.place().role().wireName())
                            .optionalText("agentId", agentId.isEmpty() ? null : agentId));
        } catch (TooManyAttemptsException e) {
            throw new JsonRpcException(JsonRpcError.of(RpcErrorCode.TOO_MANY_ATTEMPTS.code(), e.sentence()));
        }
    }

    private static JsonRpcException unknownCode() {
        return new JsonRpcException(JsonRpcError.of(RpcErrorCode.NOT_FOUND.code(), SeatCode.REFUSAL));
    }

    private MethodResult getSeats(Client client, JsonFields params) {
        var seats = conversations.seats(client.access(), params.integer("conversationId"));
        return MethodResult.object(json -> json.list("seats", seats, (list, seat) -> {
            list.beginObject();
            SeatJson.write(list, seat);
            list.endObject();
        }));
    }

    private MethodResult replaceCode(Client client, JsonFields params) {
        return handed(
                client,
                conversations.replaceCode(client.access(), params.integer("conversationId"), params.text("agentId")));
    }

    private MethodResult handSeat(Client client, JsonFields params) {
        String to = params.text("to");
        SeatPlayer player = WireName.find(SeatPlayer.class, to)
                .orElseThrow(() -> JsonRpcException.invalidParams(
                        "to must be " + SeatPlayer.WORDS + ", not " + JsonWriter.quoted(to) + "."));
        return handed(
                client,
                conversations.hand(client.access(), params.integer("conversationId"), params.text("agentId"), player));
    }

    private static MethodResult handed(Client client, SeatedConversations.Handed seat) {
        SeatJson addresses = new SeatJson(client.apiBase());
        return MethodResult.object(json -> addresses.write(json, seat));
    }

    private MethodResult leaveSeat(Client client, JsonFields params) {
        conversations.leave(client.access(), params.integer("conversationId"));
        return MethodResult.OK;
    }
}
