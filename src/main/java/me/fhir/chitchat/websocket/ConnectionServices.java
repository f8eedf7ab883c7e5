package me.fhir.chitchat.websocket;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import me.fhir.chitchat.admission.ByteBudget;

/**
 * What all connections share.
 *
 * @param methods the RPC methods by name
 * @param budget bytes of requests that the whole server may hold
 * @param workers runs what may block
 * @param timer runs short actions later
 */
record ConnectionServices(
        WebSocketConfiguration configuration,
        Map<String, RpcMethod> methods,
        ByteBudget budget,
        Executor workers,
        ScheduledExecutorService timer) {}
