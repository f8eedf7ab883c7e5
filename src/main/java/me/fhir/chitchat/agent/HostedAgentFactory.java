package me.fhir.chitchat.agent;

import com.codahale.metrics.Timer;
import java.util.concurrent.Executor;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.orchestrator.Orchestrator;

/** Connects agents to their conversations: their turns are timed, and only the server that runs them may append. */
record HostedAgentFactory(Orchestrator orchestrator, ConversationStore store, Timer turns, Executor executor) {
    HostedAgent create(long conversation, AgentSpec spec, Agent agent) {
        ClosedTurns closed = new ClosedTurns(store, conversation, spec.agentId());
        return new HostedAgent(
                spec.agentId(),
                new MeasuredAgent(agent, turns),
                guidance -> new OrchestratorTurnContext(
                        orchestrator.withPermit(AppendPermit.RUNNER),
                        store,
                        spec,
                        conversation,
                        guidance.turn(),
                        () -> closed.upTo(guidance.afterSeq())),
                closed,
                executor);
    }
}
