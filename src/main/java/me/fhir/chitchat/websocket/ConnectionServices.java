package me.fhir.chitchat.websocket;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import me.fhir.chitchat.http.admission.MemoryBudgets;

/**
 * The services that all connections share.
 *
 * @param seats gives each client its access
 * @param methods the RPC methods by name
 * @param budgets bytes that the whole server may hold
 * @param workers runs what may block
 * @param timer runs short actions later
 */
record ConnectionServices(
        WebSocketConfiguration configuration,
        SeatServices seats,
        Map<String, RpcMethod> methods,
        MemoryBudgets budgets,
        Executor workers,
        ScheduledExecutorService timer) {}
