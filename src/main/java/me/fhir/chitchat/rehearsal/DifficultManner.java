package me.fhir.chitchat.rehearsal;

import java.util.List;
import me.fhir.chitchat.agent.planner.CoreTool;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.rehearsal.knowledge.Move;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Phrases;

/** Changes what a cooperative agent would do next into what a difficult one does. */
final class DifficultManner {
    private static final int DOCUMENTS_DEMANDED = 3;

    private final StepContext context;
    private final Phrases phrases;
    private final Move move;

    private DifficultManner(StepContext context, Move move) {
        this.context = context;
        this.phrases = context.phrases();
        this.move = move;
    }

    static Move of(StepContext context, Move cooperative) {
        DifficultManner manner = new DifficultManner(context, cooperative);
        return switch (context.role().person().manner()) {
            case NITPICKING -> manner.nitpicking();
            case OVER_ASKING -> manner.overAsking();
            case UNTRUTHFUL -> manner.untruthful();
            case INJECTING -> manner.injecting();
            case COOPERATIVE, SILENT, SLOW -> cooperative;
        };
    }

    /** In place of an answer or a decision the same demand, again and again. */
    private Move nitpicking() {
        String demand = phrases.always("nitpick");
        boolean more = phrases.timesSaid(demand) < DOCUMENTS_DEMANDED && !context.isLastTurn();
        return more && isContent()
                ? new Move.Say("I could go on, but I ask for one more document.", demand, List.of(), false)
                : move;
    }

    private Move overAsking() {
        String question = phrases.fresh("overask");
        if (question.isEmpty() || context.isLastTurn() || isDecided()) {
            return move;
        }
        if (move instanceof Move.Say say && !say.last()) {
            return said(say, say.text() + "\n\n" + question);
        }
        boolean neverAsked = question.equals(phrases.always("overask.1"));
        return neverAsked && isContent()
                ? new Move.Say("I could go on, but I ask for more than I need.", question, List.of(), false)
                : move;
    }

    /** Claims in place of look-ups and documents, and a decision that no tool has made. */
    private Move untruthful() {
        if (context.decisions().isEmpty()) {
            boolean answers = !isOpening() && !isReading();
            String claim = phrases.fresh("claim");
            boolean last = move instanceof Move.Say say && say.last();
            return answers && !claim.isEmpty()
                    ? new Move.Say("I claim to have done what was asked.", claim, List.of(), last)
                    : move;
        }
        return move instanceof Move.Use use && decides(use)
                ? new Move.Say(
                        "I claim to have decided, without the tool.", phrases.always("claimDecided"), List.of(), true)
                : move;
    }

    private Move injecting() {
        return move instanceof Move.Say say ? said(say, hiding(say.text(), phrases)) : move;
    }

    /** A text with an instruction to the agent that reads it, which people do not see. */
    static String hiding(String text, Phrases phrases) {
        return text + "\n\n<!-- " + phrases.always("inject") + " -->";
    }

    private static Move said(Move.Say say, String text) {
        return new Move.Say(say.reasoning(), text, say.attachments(), say.last());
    }

    /** Whether the cooperative agent has what it needs: it would answer, decide or close. */
    private boolean isContent() {
        if (isOpening() || isDecided()) {
            return false;
        }
        return move instanceof Move.Use use
                ? decides(use)
                : move instanceof Move.Say say
                        && (say.last() || context.decisions().isEmpty());
    }

    private boolean decides(Move.Use use) {
        return context.decisions().stream().map(RoleTool::name).anyMatch(use.tool()::equals);
    }

    private boolean isOpening() {
        return context.step().messages().isEmpty();
    }

    private boolean isDecided() {
        return context.step().turn().decision() != null;
    }

    private boolean isReading() {
        return move instanceof Move.Use use && use.tool().equals(CoreTool.READ.word());
    }
}
