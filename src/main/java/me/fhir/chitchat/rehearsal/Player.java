package me.fhir.chitchat.rehearsal;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.agent.planner.AgentRole;
import me.fhir.chitchat.agent.planner.CoreTool;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.RoleTool;

/** Plays a role: opens, reads what was sent, then decides or answers. */
final class Player {
    private static final int READ_A_TURN = 6;

    private Player() {}

    /** The answer to a planner's prompt. */
    static String answer(PlannerStep step) {
        return next(Situation.of(step)).json();
    }

    static Move next(Situation situation) {
        Move move = chosen(situation);
        // Without phrases for the language there may be nothing left to say, and an empty message is refused.
        return move instanceof Move.Say say && say.text().isBlank()
                ? new Move.Say(say.reasoning(), Reactions.unsaid(situation), say.attachments(), say.last())
                : move;
    }

    private static Move chosen(Situation situation) {
        PlannerStep step = situation.step();
        RoleTool decision = step.turn().decision();
        if (decision != null) {
            return Decider.close(situation, decision);
        }
        if (step.messages().isEmpty() && !situation.isLastTurn()) {
            return new Move.Say("I open the conversation.", opening(situation), List.of(), false);
        }
        Optional<String> unread = situation.unread(READ_A_TURN);
        if (unread.isPresent()) {
            return new Move.Use(
                    "I read " + unread.get() + ".", CoreTool.READ.word(), Situation.readArguments(unread.get()));
        }
        return situation.decisions().isEmpty() ? Respondent.next(situation) : Decider.next(situation);
    }

    private static String opening(Situation situation) {
        AgentRole role = situation.role();
        if (!role.person().opening().isBlank()) {
            return role.person().opening();
        }
        String said = situation
                .phrases()
                .fresh("opening", role.person().name(), role.plot().title());
        return said.isBlank() ? role.person().name() + ": " + role.plot().title() : said;
    }
}
