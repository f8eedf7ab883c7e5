package me.fhir.chitchat.seat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.agent.AgentControl;

/**
 * Which of the server's agents hosts play themselves, after they have taken them over. Kept in memory, because an append is
 * checked without reading the store. For any thread.
 */
final class SeatTakeovers {
    private static final int MAX_CONVERSATIONS = 10_000;

    private final AgentControl control;
    private final SeatStore seats;
    private final Map<Long, Set<String>> byHost = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Set<String>> eldest) {
            return size() > MAX_CONVERSATIONS;
        }
    };

    SeatTakeovers(AgentControl control, SeatStore seats) {
        this.control = control;
        this.seats = seats;
    }

    /** Reads it from the store, when a host shows its code and whenever it changes. */
    void read(long conversation) {
        Set<String> taken = control.takenOver(conversation);
        Set<String> own = new LinkedHashSet<>();
        if (!taken.isEmpty()) {
            seats.seats(conversation).stream()
                    .filter(seat -> seat.kind() != SeatKind.OPEN)
                    .map(seat -> seat.place().agentId())
                    .filter(taken::contains)
                    .forEach(own::add);
        }
        synchronized (byHost) {
            if (own.isEmpty()) {
                byHost.remove(conversation);
            } else {
                byHost.put(conversation, own);
            }
        }
    }

    /** Whether the host of a conversation plays an agent of it. */
    boolean plays(long conversation, String agentId) {
        synchronized (byHost) {
            return byHost.getOrDefault(conversation, Set.of()).contains(agentId);
        }
    }
}
