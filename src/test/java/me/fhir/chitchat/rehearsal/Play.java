package me.fhir.chitchat.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentClasses;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.agent.InMemoryConversation;
import me.fhir.chitchat.agent.planner.PlannerAgentFactory;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.llm.ChatModel;
import org.jspecify.annotations.Nullable;

/** Plays a scenario in memory: rehearsal against rehearsal, or against a scripted peer. */
final class Play {
    private final String scenario;
    private final Map<String, Object> config;
    private String agentConfig = "{}";
    private final Map<String, String> configs = new LinkedHashMap<>();
    private @Nullable InMemoryConversation current;

    Play(String scenario) {
        this.scenario = scenario;
        try {
            Map<String, Object> map = new LinkedHashMap<>();
            PlainJson.map(Json.parseObject(scenario))
                    .forEach((key, value) -> map.put(key, String.class.cast(key).isEmpty() ? "" : value));
            this.config = map;
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException(e.sentence(), e);
        }
    }

    /** What came of a conversation. */
    record Result(InMemoryConversation conversation, List<Event> events) {
        boolean completed() {
            return conversation.completed();
        }

        /** The outcome's status, or {@code none}. */
        String status() {
            for (Event event : events) {
                if (event.finality() == Finality.CONVERSATION) {
                    Object outcome = payload(event).get("outcome");
                    return outcome instanceof Map<?, ?> map ? String.valueOf(map.get("status")) : "neutral";
                }
            }
            return "none";
        }

        List<String> messagesOf(String agentId) {
            return messages().stream()
                    .filter(event -> event.agentId().equals(agentId))
                    .map(event -> MessagePayload.of(event).text())
                    .toList();
        }

        List<Event> messages() {
            return events.stream()
                    .filter(event -> event.entry() instanceof Entry.Message)
                    .toList();
        }

        String transcript() {
            StringBuilder out = new StringBuilder();
            for (Event event : events) {
                if (event.entry() instanceof Entry.SystemNote) {
                    continue;
                }
                out.append('[')
                        .append(event.at().turn())
                        .append('#')
                        .append(event.seq())
                        .append("] ")
                        .append(event.agentId())
                        .append(' ');
                if (event.entry() instanceof Entry.Message) {
                    out.append("SAYS ")
                            .append(event.finality().wire())
                            .append(":\n")
                            .append(MessagePayload.of(event).textWithAttachmentNames());
                } else {
                    Map<String, ?> payload = payload(event);
                    String text = event.entry().payload().text();
                    out.append(payload.get("content") != null ? String.valueOf(payload.get("content")) : text);
                }
                out.append("\n\n");
            }
            return out.append("=> ").append(status()).toString();
        }
    }

    static Map<String, ?> payload(Event event) {
        try {
            return PlainJson.map(Json.parseObject(event.entry().payload().text()));
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException(e.sentence(), e);
        }
    }

    /** Gives the rehearsed agents what a conversation's Meta adds, a JSON object. */
    Play withConfig(String json) {
        agentConfig = json;
        return this;
    }

    /** Gives one of the rehearsed agents what a conversation's Meta adds, a JSON object. */
    Play withConfig(String agentId, String json) {
        configs.put(agentId, json);
        return this;
    }

    List<String> agentIds() {
        List<String> ids = new ArrayList<>();
        for (Object agent : (List<?>) config.getOrDefault("agents", List.of())) {
            ids.add(String.valueOf(((Map<?, ?>) agent).get("agentId")));
        }
        return ids;
    }

    /** The agent that has tools with an outcome. */
    String decider() {
        for (Object agent : (List<?>) config.getOrDefault("agents", List.of())) {
            Map<?, ?> fields = (Map<?, ?>) agent;
            if (fields.get("tools") instanceof List<?> tools
                    && tools.stream()
                            .anyMatch(tool -> Boolean.TRUE.equals(((Map<?, ?>) tool).get("endsConversation")))) {
                return String.valueOf(fields.get("agentId"));
            }
        }
        throw new IllegalArgumentException("nobody decides");
    }

    /** How the other side of the decider opens. */
    String opening() {
        String decider = decider();
        for (Object agent : (List<?>) config.getOrDefault("agents", List.of())) {
            Map<?, ?> fields = (Map<?, ?>) agent;
            if (!decider.equals(fields.get("agentId"))) {
                return String.valueOf(fields.get("messageToUseWhenInitiatingConversation"));
            }
        }
        throw new IllegalArgumentException("nobody opens");
    }

    private Agent rehearsal(String id) {
        ChatModel model = new RehearsalModel(Duration.ZERO);
        return new AgentClasses(
                        model,
                        new PlannerAgentFactory(model, AgentConfiguration.DEFAULT),
                        duration -> Objects.requireNonNull(current).pass(duration))
                .make(new AgentSpec(
                        id,
                        null,
                        new RawJson(configs.getOrDefault(id, agentConfig)),
                        new RawJson(scenario),
                        new RawJson("{}")));
    }

    Result together(String first) throws InterruptedException {
        Map<String, Agent> agents = new LinkedHashMap<>();
        agentIds().forEach(id -> agents.put(id, rehearsal(id)));
        return play(agents, first);
    }

    /** The decider against a peer that says these payloads in turn, the last one again and again. */
    Result against(List<String> payloads) throws InterruptedException {
        int[] turn = {0};
        return against((Agent) seat -> {
            String payload = payloads.get(Math.min(turn[0]++, payloads.size() - 1));
            seat.sendMessage(new RawJson(payload), Finality.TURN);
        });
    }

    /** The rehearsal with one agent played by another player; the first agent opens. */
    Result with(String agentId, Agent player) throws InterruptedException {
        Map<String, Agent> agents = new LinkedHashMap<>();
        agentIds().forEach(id -> agents.put(id, id.equals(agentId) ? player : rehearsal(id)));
        return play(agents, agentIds().get(0));
    }

    Result against(Agent counterpart) throws InterruptedException {
        Map<String, Agent> agents = new LinkedHashMap<>();
        String decider = decider();
        String peer = agentIds().stream()
                .filter(id -> !id.equals(decider))
                .findFirst()
                .orElseThrow();
        agentIds().forEach(id -> agents.put(id, id.equals(peer) ? counterpart : rehearsal(id)));
        return play(agents, peer);
    }

    static String says(String text) {
        return "{\"text\":" + JsonWriter.quoted(text) + "}";
    }

    private boolean isSilent() {
        return configs.values().stream().anyMatch(config -> config.contains("silent"));
    }

    private Result play(Map<String, Agent> agents, String first) throws InterruptedException {
        InMemoryConversation conversation =
                new InMemoryConversation(scenario, agentIds().toArray(String[]::new));
        current = conversation;
        conversation.play(agents, first);
        if (!conversation.completed() && isSilent()) {
            conversation.endAsIdle();
        }
        return new Result(conversation, conversation.events());
    }
}
