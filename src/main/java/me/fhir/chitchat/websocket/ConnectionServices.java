package me.fhir.chitchat.websocket;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import me.fhir.chitchat.admission.MemoryBudgets;
import me.fhir.chitchat.seat.SeatGuard;

/**
 * What all connections share.
 *
 * @param guard gives each client its access
 * @param methods the RPC methods by name
 * @param budgets bytes that the whole server may hold
 * @param workers runs what may block
 * @param timer runs short actions later
 */
record ConnectionServices(
        WebSocketConfiguration configuration,
        SeatGuard guard,
        Map<String, RpcMethod> methods,
        MemoryBudgets budgets,
        Executor workers,
        ScheduledExecutorService timer) {}
