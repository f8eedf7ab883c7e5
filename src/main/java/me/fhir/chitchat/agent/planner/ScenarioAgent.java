package me.fhir.chitchat.agent.planner;

import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.TurnContext;

/** Plays a role of a scenario: on its turn it thinks and uses tools until it has sent a message. */
final class ScenarioAgent implements Agent {
    private final Playbook cast;
    private final PlannerSettings settings;
    private final AgentMemory memory;

    /** An agent for the role in {@code cast}, which also serves when the scenario was deleted meanwhile. */
    ScenarioAgent(Playbook cast, PlannerSettings settings) {
        this.cast = cast;
        this.settings = settings;
        this.memory = new AgentMemory(cast.role().agentId());
    }

    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        Playbook book = context.scenario()
                .flatMap(scenario -> Playbook.of(scenario, context.agentId()))
                .map(found -> found.limitedTo(settings.options().tools())
                        .behaving(settings.options().manner()))
                .orElse(cast);
        new PlannerTurn(context, book, settings, memory).play();
    }
}
