package me.fhir.chitchat.agent.planner;

import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.TurnContext;

/** Plays a role of a scenario: on its turn it thinks and uses tools until it has sent a message. */
final class ScenarioAgent implements Agent {
    private final Playbook cast;
    private final PlannerSettings settings;
    private final OutsideTools outside;
    private final AgentMemory memory;

    /** An agent for the role in {@code cast}, which also serves when the scenario was deleted meanwhile. */
    ScenarioAgent(Playbook cast, PlannerSettings settings, OutsideTools outside) {
        this.cast = cast;
        this.settings = settings;
        this.outside = outside;
        // A tool that the role does not have is refused before anything runs.
        var unused = playable(cast);
        this.memory = new AgentMemory(cast.role().agentId());
    }

    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        Playbook whole = context.scenario()
                .flatMap(scenario -> Playbook.of(scenario, context.agentId()))
                .orElse(cast);
        // Also the names of tools that this agent may not use: in the log they mean the scenario's.
        OutsideTools.TurnOffer offer =
                outside.offer(context, ToolNames.reserved(whole.role().tools()));
        memory.catchUp(context);
        new Traces(context, memory).missing(offer.problems());
        new PlannerTurn(context, playable(whole), offer.tools(), settings, memory).play();
    }

    private Playbook playable(Playbook whole) {
        return whole.limitedTo(settings.options().tools())
                .behaving(settings.options().manner());
    }
}
