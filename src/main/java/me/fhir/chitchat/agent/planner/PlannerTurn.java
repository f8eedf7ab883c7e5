package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.agent.Excuse;
import me.fhir.chitchat.agent.Seat;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.Purpose;
import me.fhir.chitchat.llm.Sampling;
import me.fhir.chitchat.llm.UnusableRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn of a scenario agent, step by step, until a message has closed it. For one thread, used once. */
final class PlannerTurn {
    private static final Logger LOG = LoggerFactory.getLogger(PlannerTurn.class);
    private static final int CORRECTIONS = 3;
    private static final int SHOWN = 4_000;

    private final Seat seat;
    private final Playbook book;
    private final Mind mind;
    private final Journal journal;
    private final TimeLimit time;
    private final Deeds deeds;
    private final int turn;
    private final List<ChatMessage> corrections = new ArrayList<>();
    private int step;

    /** Why the turn cannot be played to its end. */
    private static final class GiveUpException extends Exception {
        private final Excuse excuse;

        GiveUpException(Excuse excuse) {
            super(excuse.cause(), null, false, false);
            this.excuse = excuse;
        }
    }

    PlannerTurn(Seat seat, Playbook book, Mind mind, Journal journal) {
        this.seat = seat;
        this.book = book;
        this.mind = mind;
        this.journal = journal;
        this.time = TimeLimit.startingNow(mind.limits().turnTimeLimit().toJavaDuration(), seat::occupied);
        this.turn = seat.turn();
        this.deeds = new Deeds(
                seat, book, journal, new Oracle(mind.model(), mind.options().choice()), time);
    }

    /** Plays the turn; whatever goes wrong closes it, with an apology and a trace that names the cause. */
    void play() throws InterruptedException {
        try {
            playSteps();
        } catch (GiveUpException e) {
            giveUp(e.excuse);
        } catch (TimeLimit.UpException e) {
            giveUp(Excuse.of(String.valueOf(e.getMessage())));
        } catch (ModelException e) {
            giveUp(Excuse.of(e, mind.options().choice()));
        } catch (UnusableRequestException e) {
            giveUp(Excuse.of(e, mind.options().choice()));
        } catch (ConversationException e) {
            // The log refused: the conversation has ended, or the turn is no longer this agent's.
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Agent {} of conversation {} failed", seat.agentId(), seat.conversation(), e);
            giveUp(Excuse.of("The agent failed with an error of its own; the server's log has the details."));
        }
    }

    private void playSteps() throws ModelException, TimeLimit.UpException, GiveUpException, InterruptedException {
        for (step = 1; step <= mind.limits().maxStepsPerTurn(); step++) {
            journal.catchUp(seat);
            ChatResponse response = time.within(() -> mind.model().complete(request()));
            Answer answer = Answer.of(response);
            if (answer instanceof Answer.Step chosen && known(chosen.tool())) {
                corrections.clear();
                if (deeds.act(chosen, label("tool-" + chosen.tool()))) {
                    return;
                }
            } else {
                correct(response.content(), answer);
            }
        }
        throw new GiveUpException(
                Excuse.of("The turn used up its " + mind.limits().maxStepsPerTurn() + " steps without a message."));
    }

    private boolean known(String tool) {
        return CoreTool.NAMES.contains(tool) || book.tool(tool).isPresent();
    }

    private void correct(String answer, Answer meaning) throws GiveUpException {
        String reason = meaning instanceof Answer.Unusable unusable
                ? unusable.reason()
                : "there is no tool called \"" + PromptText.inline(((Answer.Step) meaning).tool()) + "\"";
        if (corrections.size() >= 2 * CORRECTIONS) {
            throw new GiveUpException(Excuse.of("The model gave no usable answer, even after " + CORRECTIONS
                    + " corrections; the last time " + reason + "."));
        }
        String shown = answer.isBlank() ? "(nothing)" : answer.substring(0, Math.min(answer.length(), SHOWN));
        corrections.add(ChatMessage.assistant(shown));
        corrections.add(
                ChatMessage.user(PlannerPrompt.correction(reason, book.role().tools())));
    }

    private ChatRequest request() {
        RoleTool decision = Outbox.decision(book, journal, turn).orElse(null);
        PlannerPrompt.Moment moment =
                new PlannerPrompt.Moment(turn, step, mind.limits().maxStepsPerTurn(), decision);
        List<ChatMessage> messages =
                new ArrayList<>(PlannerPrompt.messages(book, mind.options().systemPromptExtra(), journal, moment));
        messages.addAll(corrections);
        Purpose purpose = PlannerStep.of(
                book,
                (book.instructions() + "\n" + mind.options().systemPromptExtra()).strip(),
                journal,
                new PlannerStep.OpenTurn(turn, seat.turnLimit(), journal.unsentFiles(), decision));
        return new ChatRequest(
                messages, mind.options().choice(), Sampling.DEFAULT, List.of(), label("step-" + step), purpose);
    }

    private CallLabel label(String what) {
        return new CallLabel(
                Long.toString(seat.conversation()),
                seat.agentId(),
                turn,
                book.role().plot().scenarioId(),
                what,
                null);
    }

    private void giveUp(Excuse excuse) throws InterruptedException {
        seat.think(excuse.trace());
        journal.catchUp(seat);
        deeds.excuse();
    }
}
