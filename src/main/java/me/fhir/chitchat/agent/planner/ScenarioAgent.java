package me.fhir.chitchat.agent.planner;

import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.Seat;

/** Plays a role of a scenario: on its turn it thinks and uses tools until it has said something. */
final class ScenarioAgent implements Agent {
    private final Playbook cast;
    private final Mind mind;
    private final Journal journal;

    /** An agent for the role in {@code cast}, which also serves when the scenario was deleted meanwhile. */
    ScenarioAgent(Playbook cast, Mind mind) {
        this.cast = cast;
        this.mind = mind;
        this.journal = new Journal(cast.role().agentId());
    }

    @Override
    public void takeTurn(Seat seat) throws InterruptedException {
        Playbook book = seat.scenario()
                .flatMap(scenario -> Playbook.of(scenario, seat.agentId()))
                .orElse(cast);
        new PlannerTurn(seat, book, mind, journal).play();
    }
}
