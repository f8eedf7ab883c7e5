package me.fhir.chitchat.a2a;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import me.fhir.chitchat.bridge.Participant;

/**
 * One address of the protocol: who is played there, and what may be called.
 *
 * @param participant resolves the played agent; throws when the address cannot be used
 * @param methods by version and name
 * @param onCall notes that a client, by what it calls itself, speaks a version there
 */
record A2aAddress(
        Supplier<Participant> participant,
        Map<A2aVersion, Map<String, Method>> methods,
        BiConsumer<A2aVersion, String> onCall) {
    boolean has(A2aVersion version, String method) {
        return methods.getOrDefault(version, Map.of()).containsKey(method);
    }
}
