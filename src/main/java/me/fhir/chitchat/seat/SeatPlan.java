package me.fhir.chitchat.seat;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.WireName;

/**
 * A conversation with seats that is to be created.
 *
 * @param meta its Meta, not validated yet
 * @param kinds who plays each agent of the roster, in its order
 * @param dials whom to call for the agents that are called
 * @param watch what spectators may see
 * @param listed whether lists mention it
 * @param expiry after what time an unused code stops working
 */
public record SeatPlan(
        Json.Object meta,
        Map<String, SeatKind> kinds,
        Map<String, DialTarget> dials,
        Watch watch,
        boolean listed,
        Duration expiry) {
    private static final long STANDARD_MINUTES = 24L * 60;
    private static final long MAX_MINUTES = 30L * 24 * 60;

    /** The spectators' view. */
    public enum Watch {
        NONE,
        MESSAGES,
        EVERYTHING
    }

    /**
     * Reads {@code {meta, seats:[{agentId, kind}], watch?, listed?, expiresInMinutes?}}; an agent of the Meta that has
     * no entry in {@code seats} is played by the server.
     *
     * @param problem why an address may not be called
     */
    static SeatPlan read(JsonFields fields, Function<URI, Optional<String>> problem) {
        JsonFields meta = fields.object("meta");
        Long minutes = fields.optionalInteger("expiresInMinutes", 1, MAX_MINUTES);
        Map<String, DialTarget> dials = new LinkedHashMap<>();
        Map<String, SeatKind> kinds = kinds(fields, meta, seat -> {
            DialTarget target = new DialReader(seat, problem).read();
            if (target != null) {
                dials.put(seat.text("agentId"), target);
            }
        });
        return new SeatPlan(
                meta.object(),
                kinds,
                dials,
                watch(fields),
                fields.flag("listed", false),
                Duration.ofMinutes(minutes == null ? STANDARD_MINUTES : minutes));
    }

    private static Map<String, SeatKind> kinds(JsonFields fields, JsonFields meta, Consumer<JsonFields> dialed) {
        Map<String, SeatKind> kinds = new LinkedHashMap<>();
        meta.objects("agents").forEach(agent -> kinds.put(agent.text("id"), SeatKind.SERVER));
        Set<String> named = new HashSet<>();
        for (JsonFields seat : fields.objects("seats")) {
            String agentId = seat.name("agentId");
            if (!kinds.containsKey(agentId)) {
                seat.report("agentId", "\"" + agentId + "\" is not one of meta.agents");
            } else if (!named.add(agentId)) {
                seat.report("agentId", "\"" + agentId + "\" has a seat already");
            }
            SeatKind kind = kind(seat);
            kinds.put(agentId, kind);
            if (kind == SeatKind.DIAL) {
                dialed.accept(seat);
            }
        }
        return kinds;
    }

    private static SeatKind kind(JsonFields seat) {
        String word = seat.text("kind");
        return WireName.find(SeatKind.class, word).orElseGet(() -> {
            seat.report("kind", "must be \"open\", \"server\" or \"dial\", not \"" + word + "\"");
            return SeatKind.SERVER;
        });
    }

    private static Watch watch(JsonFields fields) {
        String word = fields.optionalText("watch");
        if (word == null) {
            return Watch.MESSAGES;
        }
        return switch (word) {
            case "none" -> Watch.NONE;
            case "messages" -> Watch.MESSAGES;
            case "everything" -> Watch.EVERYTHING;
            default -> {
                fields.report("watch", "must be \"messages\", \"everything\" or \"none\", not \"" + word + "\"");
                yield Watch.NONE;
            }
        };
    }
}
