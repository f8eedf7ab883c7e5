package me.fhir.chitchat.agent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.orchestrator.Publication;
import me.fhir.chitchat.orchestrator.Subscriber;
import org.jspecify.annotations.Nullable;

/** The agents of one conversation that run here; passes guidance on to them. */
final class HostedConversation implements Subscriber {
    private final Runnable onEnd;
    private final Map<String, RunningAgent> agents = new LinkedHashMap<>();

    private record RunningAgent(HostedAgent agent, String agentClass) {}

    /** @param onEnd called when the conversation ends or its data is lost; must not block */
    HostedConversation(Runnable onEnd) {
        this.onEnd = onEnd;
    }

    synchronized boolean runs(String agentId) {
        return agents.containsKey(agentId);
    }

    synchronized Set<String> agentIds() {
        return Set.copyOf(agents.keySet());
    }

    synchronized void add(String agentId, HostedAgent agent, String agentClass) {
        agents.put(agentId, new RunningAgent(agent, agentClass));
    }

    synchronized List<EnsuredAgent> ensured() {
        return agents.entrySet().stream()
                .map(entry -> new EnsuredAgent(entry.getKey(), entry.getValue().agentClass()))
                .toList();
    }

    /** Stops those of these agents that run here. */
    synchronized void stop(Collection<String> agentIds) {
        agentIds.forEach(agentId -> {
            RunningAgent running = agents.remove(agentId);
            if (running != null) {
                running.agent().stop();
            }
        });
    }

    synchronized void stopAll() {
        stop(List.copyOf(agents.keySet()));
    }

    /** Stops all agents; they stay listed until the registry has forgotten them. */
    synchronized void silence() {
        agents.values().forEach(running -> running.agent().stop());
    }

    synchronized boolean isEmpty() {
        return agents.isEmpty();
    }

    synchronized void post(Guidance guidance) {
        agents.values().forEach(running -> running.agent().post(guidance));
    }

    @Override
    public void published(List<Publication> events, @Nullable Guidance guidance) {
        events.forEach(publication -> received(publication.event()));
        Event last = events.get(events.size() - 1).event();
        if (last.finality() == Finality.CONVERSATION) {
            silence();
            onEnd.run();
        } else if (guidance != null) {
            post(guidance);
        }
    }

    private synchronized void received(Event event) {
        agents.values().forEach(running -> running.agent().published(event));
        RunningAgent running = agents.get(event.agentId());
        if (running != null) {
            PersonTraces.response(event).ifPresent(running.agent()::answered);
        }
    }

    /** The agent of that id, when it runs here. */
    synchronized @Nullable HostedAgent agent(String agentId) {
        RunningAgent running = agents.get(agentId);
        return running == null ? null : running.agent();
    }

    @Override
    public void lost() {
        stopAll();
    }
}
