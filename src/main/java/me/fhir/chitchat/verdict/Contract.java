package me.fhir.chitchat.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A scenario author's terms for a good conversation.
 *
 * @param written whether the author wrote it; the default contract requires an outcome from a terminal tool
 * @param established what must be on record before an ending counts as agreed
 * @param endings the outcome statuses that are legitimate
 */
public record Contract(
        boolean written,
        Map<String, PartyTerms> parties,
        List<Check> established,
        List<String> endings,
        Limits limits,
        StallRules stall) {
    private static final List<String> ENDINGS = List.of("success", "failure", "neutral");
    private static final StallRules STALL = new StallRules(2, 2, 4);

    /** The contract of a scenario without one, and of a conversation without a scenario. */
    public static final Contract DEFAULT =
            new Contract(false, Map.of(), List.of(), ENDINGS, new Limits(null, null, null, null), STALL);

    public Contract {
        established = List.copyOf(established);
        endings = List.copyOf(endings);
    }

    /**
     * One party's part.
     *
     * @param success must all hold for the party to have reached its goal
     * @param forbidden none may hold
     * @param mustAsk the party must have asked or obtained these before the end
     */
    public record PartyTerms(List<Check> success, List<Check> forbidden, List<Check> mustAsk) {
        static final PartyTerms NONE = new PartyTerms(List.of(), List.of(), List.of());

        public PartyTerms {
            success = List.copyOf(success);
            forbidden = List.copyOf(forbidden);
            mustAsk = List.copyOf(mustAsk);
        }
    }

    /**
     * Limits; null for none.
     *
     * @param messageChars characters of one message's text
     * @param toolCalls tool calls of one agent
     */
    public record Limits(
            @Nullable Integer turns,
            @Nullable Integer minutes,
            @Nullable Integer messageChars,
            @Nullable Integer toolCalls) {}

    /**
     * When a conversation stalls.
     *
     * @param repeats how often an agent says the same
     * @param cycle how often two messages follow each other
     * @param idleTurns turns in a row without a new fact
     */
    public record StallRules(int repeats, int cycle, int idleTurns) {}

    /** The contract in a stored scenario; the default one when it has none. */
    public static Contract of(Json.Object scenario) {
        Json.Object json = scenario.object("contract");
        if (json == null) {
            return DEFAULT;
        }
        JsonFields fields = JsonFields.lenient(json);
        JsonFields limits = fields.object("limits");
        JsonFields stall = fields.object("stall");
        return new Contract(
                true,
                parties(json.object("parties")),
                checks(json, "established", null),
                json.has("endings") ? texts(json.elements("endings")) : ENDINGS,
                new Limits(
                        positive(limits, "turns"),
                        positive(limits, "minutes"),
                        positive(limits, "messageChars"),
                        positive(limits, "toolCalls")),
                new StallRules(
                        atLeastTwo(stall, "repeats", STALL.repeats()),
                        atLeastTwo(stall, "cycle", STALL.cycle()),
                        atLeastTwo(stall, "idleTurns", STALL.idleTurns())));
    }

    /** Every check once, in the order of the contract. */
    List<Check> checks() {
        List<Check> all = new ArrayList<>();
        parties.values().forEach(party -> {
            all.addAll(party.success());
            all.addAll(party.forbidden());
            all.addAll(party.mustAsk());
        });
        all.addAll(established);
        return all;
    }

    PartyTerms party(String agentId) {
        return parties.getOrDefault(agentId, PartyTerms.NONE);
    }

    private static Map<String, PartyTerms> parties(Json.@Nullable Object json) {
        Map<String, PartyTerms> parties = new LinkedHashMap<>();
        if (json != null) {
            json.members().forEach((agentId, value) -> {
                if (value instanceof Json.Object party) {
                    parties.put(
                            agentId,
                            new PartyTerms(
                                    checks(party, "success", null),
                                    checks(party, "forbidden", agentId),
                                    checks(party, "mustAsk", agentId)));
                }
            });
        }
        return parties;
    }

    private static List<Check> checks(Json.Object json, String name, @Nullable String defaultBy) {
        return json.objects(name).stream()
                .map(check -> Check.of(check, defaultBy))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<String> texts(List<Json> elements) {
        return elements.stream()
                .filter(Json.Text.class::isInstance)
                .map(text -> ((Json.Text) text).value())
                .toList();
    }

    private static @Nullable Integer positive(JsonFields fields, String name) {
        Long value = fields.optionalInteger(name);
        return value == null || value < 1 ? null : (Integer) (int) Math.min(value, Integer.MAX_VALUE);
    }

    private static int atLeastTwo(JsonFields fields, String name, int otherwise) {
        Integer value = positive(fields, name);
        return value == null || value < 2 ? otherwise : value;
    }
}
