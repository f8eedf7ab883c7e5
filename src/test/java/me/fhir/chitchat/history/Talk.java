package me.fhir.chitchat.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** One conversation of alpha and beta, with or without seats. For any thread. */
final class Talk {
    private static final Duration ANSWER = Duration.ofSeconds(6);
    static final String SCENARIO = "history";

    private final long conversation;
    private final Map<Viewer, String> codes;
    private final int events;
    private final BooleanSupplier late;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile boolean over;

    private Talk(long conversation, Map<Viewer, String> codes, int events, BooleanSupplier late) {
        this.conversation = conversation;
        this.codes = codes;
        this.events = events;
        this.late = late;
    }

    /**
     * Creates it.
     *
     * @param late whether it shall come to its end because no time is left
     */
    static Talk create(RunContext run, boolean seated, BooleanSupplier late) throws LostConnection {
        ObjectNode meta = meta();
        if (seated) {
            JsonNode created = create(run, meta);
            Map<Viewer, String> codes = new EnumMap<>(Viewer.class);
            codes.put(Viewer.HOST, created.at("/host/code").asText());
            codes.put(Viewer.WATCH, created.at("/watch/code").asText());
            codes.put(Viewer.ALPHA, created.at("/seats/0/code").asText());
            codes.put(Viewer.BETA, created.at("/seats/1/code").asText());
            codes.put(Viewer.ALPHA_BY_HTTP, codes.get(Viewer.ALPHA));
            codes.put(Viewer.BETA_BY_HTTP, codes.get(Viewer.BETA));
            return new Talk(
                    created.get("conversationId").longValue(), codes, run.plan().events(), late);
        }
        ObjectNode params = RpcSession.JSON.createObjectNode();
        params.set("meta", meta);
        try (RpcSession session = RpcSession.open(run, "", new IgnoredFrames(), opened -> {})) {
            long conversation = session.call("createConversation", params)
                    .get("conversationId")
                    .longValue();
            return new Talk(conversation, Map.of(), run.plan().events(), late);
        } catch (RefusedCall e) {
            throw new LostConnection(e);
        }
    }

    private static JsonNode create(RunContext run, ObjectNode meta) throws LostConnection {
        ObjectNode body = RpcSession.JSON.createObjectNode();
        body.set("meta", meta);
        body.putArray("seats");
        for (String agent : new String[] {"alpha", "beta"}) {
            body.withArray("seats").addObject().put("agentId", agent).put("kind", "open");
        }
        HttpResponse<String> answer = run.send("POST", "/api/seated-conversations", body.toString(), ANSWER);
        if (answer.statusCode() != 201) {
            throw new LostConnection(answer.statusCode() + " " + answer.body());
        }
        return parsed(answer.body());
    }

    private static ObjectNode meta() {
        ObjectNode meta = RpcSession.JSON.createObjectNode();
        meta.put("title", "History").put("scenarioId", SCENARIO).put("startingAgentId", "alpha");
        meta.putArray("agents").addObject().put("id", "alpha");
        meta.withArray("agents").addObject().put("id", "beta");
        meta.putObject("config").put("maxTurns", 1_000_000);
        return meta;
    }

    /** Stores the scenario that the talks are about, with knowledge of its own for each side. */
    static void createScenario(RunContext run) throws LostConnection {
        ObjectNode scenario = RpcSession.JSON.createObjectNode();
        scenario.put("name", "History");
        ObjectNode config = scenario.putObject("config");
        config.putObject("metadata").put("id", SCENARIO).put("title", "History").put("description", "Checked");
        for (String agent : new String[] {"alpha", "beta"}) {
            ObjectNode role = config.withArray("agents").addObject();
            role.put("agentId", agent).put("situation", "private-" + agent).put("systemPrompt", "private-" + agent);
            role.putObject("principal")
                    .put("type", "individual")
                    .put("name", agent)
                    .put("description", agent);
            role.putArray("goals").add("private-" + agent + " goal");
            role.putArray("tools");
            role.putObject("knowledgeBase").put("secret", "private-" + agent + " knowledge");
            role.putArray("disclosure").addObject().put("path", "/secret").put("policy", "never");
        }
        HttpResponse<String> answer = run.send("POST", "/api/scenarios", scenario.toString(), ANSWER);
        if (answer.statusCode() != 201 && answer.statusCode() != 409) {
            throw new LostConnection(answer.statusCode() + " " + answer.body());
        }
    }

    static JsonNode parsed(String text) throws LostConnection {
        try {
            return RpcSession.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new LostConnection(e);
        }
    }

    long conversation() {
        return conversation;
    }

    boolean seated() {
        return !codes.isEmpty();
    }

    /** Who sees everything of it. */
    Viewer reader() {
        return seated() ? Viewer.HOST : Viewer.OPEN;
    }

    /** How the eyes of a viewer are shown to the server; empty for anyone's. */
    String code(Viewer viewer) {
        return codes.getOrDefault(viewer, "");
    }

    String query(Viewer viewer) {
        return code(viewer).isEmpty() ? "" : "?seat=" + code(viewer);
    }

    void acknowledged() {
        acknowledged.incrementAndGet();
    }

    /** Whether the next message shall close it. */
    boolean closing() {
        return acknowledged.get() >= events || late.getAsBoolean();
    }

    void end() {
        over = true;
    }

    boolean over() {
        return over;
    }
}
