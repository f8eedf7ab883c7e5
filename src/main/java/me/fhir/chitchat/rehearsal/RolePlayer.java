package me.fhir.chitchat.rehearsal;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.agent.planner.AgentRole;
import me.fhir.chitchat.agent.planner.CoreTool;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.rehearsal.criteria.Acknowledgements;
import me.fhir.chitchat.rehearsal.knowledge.Move;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;

/** Plays a role: opens, reads what was sent, then decides or answers. */
final class RolePlayer {
    private static final int READ_A_TURN = 6;

    private RolePlayer() {}

    /** The answer to a planner's prompt. */
    static String answer(PlannerStep step) {
        return next(StepContext.of(step)).json();
    }

    static Move next(StepContext context) {
        Move move = DifficultManner.of(context, chosen(context));
        // Without phrases for the language there may be nothing left to say, and an empty message is refused.
        return move instanceof Move.Say say && say.text().isBlank()
                ? new Move.Say(say.reasoning(), Acknowledgements.unsaid(context), say.attachments(), say.last())
                : move;
    }

    private static Move chosen(StepContext context) {
        PlannerStep step = context.step();
        RoleTool decision = step.turn().decision();
        if (decision != null) {
            return Decider.close(context, decision);
        }
        if (step.messages().isEmpty() && !context.isLastTurn()) {
            return new Move.Say("I open the conversation.", opening(context), List.of(), false);
        }
        Optional<String> unread = context.unread(READ_A_TURN);
        if (unread.isPresent()) {
            return new Move.Use(
                    "I read " + unread.get() + ".", CoreTool.READ.word(), StepContext.readArguments(unread.get()));
        }
        return context.decisions().isEmpty() ? Respondent.next(context) : Decider.next(context);
    }

    private static String opening(StepContext context) {
        AgentRole role = context.role();
        if (!role.person().opening().isBlank()) {
            return role.person().opening();
        }
        String said = context.phrases()
                .fresh("opening", role.person().name(), role.plot().title());
        return said.isBlank() ? role.person().name() + ": " + role.plot().title() : said;
    }
}
