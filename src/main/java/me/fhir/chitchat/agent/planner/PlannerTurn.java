package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.agent.TurnFailure;
import me.fhir.chitchat.agent.UnusableAnswer;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.Purpose;
import me.fhir.chitchat.llm.UnusableRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn of a scenario agent, step by step, until a message has closed it. For one thread, used once. */
final class PlannerTurn {
    private static final Logger LOG = LoggerFactory.getLogger(PlannerTurn.class);
    private static final int CORRECTIONS = 3;
    private static final int MAX_FAILED_STEPS = 3;
    private static final int SHOWN = 4_000;
    private static final String TOO_LONG = "it was empty, because all tokens went into thinking; think less";

    private final TurnContext context;
    private final Playbook book;
    private final OfferedTools offered;
    private final PlannerSettings settings;
    private final AgentMemory memory;
    private final TimeLimit time;
    private final StepExecutor executor;
    private final int turn;
    private final AnswerReader reader;
    private final List<ChatMessage> corrections = new ArrayList<>();
    private final List<UnusableAnswer> unusable = new ArrayList<>();
    private @Nullable ModelException emptyAnswer;
    private int step;

    /** Why the turn cannot be played to its end. */
    private static final class GiveUpException extends Exception {
        private final TurnFailure failure;

        GiveUpException(TurnFailure failure) {
            super(failure.cause(), null, false, false);
            this.failure = failure;
        }
    }

    PlannerTurn(
            TurnContext context, Playbook book, OfferedTools offered, PlannerSettings settings, AgentMemory memory) {
        this.context = context;
        this.book = book;
        this.offered = offered;
        this.settings = settings;
        this.memory = memory;
        this.time = TimeLimit.startingNow(settings.limits().timeLimit(), context::active);
        this.turn = context.turn();
        this.reader = new AnswerReader(new ToolNames(book.role().tools(), offered));
        this.executor = new StepExecutor(context, book, offered, memory, settings, time);
    }

    /** Plays the turn; any failure closes it, with an apology and a trace that names the cause. */
    void play() throws InterruptedException {
        try {
            playSteps();
        } catch (GiveUpException e) {
            giveUp(e.failure);
        } catch (TimeLimit.UpException e) {
            giveUp(TurnFailure.of(String.valueOf(e.getMessage())));
        } catch (ModelException e) {
            giveUp(TurnFailure.of(e, settings.options().choice()));
        } catch (UnusableRequestException e) {
            giveUp(TurnFailure.of(e, settings.options().choice()));
        } catch (ConversationException e) {
            // The log refused: the conversation has ended, or the turn is no longer this agent's.
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // The boundary of a turn: the agent gives it up and says so.
            LOG.error("Agent {} of conversation {} failed", context.agentId(), context.conversation(), e);
            giveUp(TurnFailure.of("The agent failed with an error of its own; the server's log has the details."));
        }
    }

    private void playSteps() throws ModelException, TimeLimit.UpException, GiveUpException, InterruptedException {
        int failed = 0;
        for (step = 1; step <= settings.limits().stepLimit(); step++) {
            memory.catchUp(context);
            ModelAnswer answer = ask();
            if (!(answer instanceof ModelAnswer.Step chosen)) {
                continue;
            }
            corrections.clear();
            List<UnusableAnswer> before = List.copyOf(unusable);
            unusable.clear();
            StepExecutor.StepOutcome outcome = executor.execute(chosen, before, label("tool-" + chosen.tool()));
            if (outcome == StepExecutor.StepOutcome.CLOSED) {
                return;
            }
            if (outcome == StepExecutor.StepOutcome.REPEATED) {
                throw new GiveUpException(TurnFailure.of("The model made the same call of " + chosen.tool()
                        + " again and again, although it was given the result."));
            }
            failed = outcome == StepExecutor.StepOutcome.FAILED ? failed + 1 : 0;
            if (failed > MAX_FAILED_STEPS) {
                throw new GiveUpException(
                        TurnFailure.of(failed + " steps in a row failed; the last one was " + chosen.tool() + "."));
            }
            if (chosen.ignored() > 0) {
                corrections.add(ChatMessage.user(PlannerPrompt.onlyTheFirst(chosen)));
            }
        }
        throw new GiveUpException(
                TurnFailure.of("The turn used up its " + settings.limits().stepLimit() + " steps without a message."));
    }

    /** The next step, or an unusable answer that was returned to the model. */
    private ModelAnswer ask() throws ModelException, TimeLimit.UpException, GiveUpException, InterruptedException {
        try {
            ChatResponse response = time.within(() -> settings.model().complete(request()));
            ModelAnswer answer = reader.read(response);
            if (answer instanceof ModelAnswer.Unusable useless) {
                emptyAnswer = null;
                correct(useless.reason(), response.content(), response.output().raw());
            }
            return answer;
        } catch (ModelException e) {
            if (e.failure().kind() != FailureKind.EMPTY) {
                throw e;
            }
            ModelAnswer.Unusable empty = new ModelAnswer.Unusable(e.failure().retryable() ? "it was empty" : TOO_LONG);
            emptyAnswer = e;
            correct(empty.reason(), "", e.raw());
            return empty;
        }
    }

    private void correct(String reason, String answer, String raw) throws GiveUpException, ModelException {
        unusable.add(new UnusableAnswer(reason, raw));
        if (unusable.size() > CORRECTIONS) {
            if (emptyAnswer != null) {
                throw emptyAnswer;
            }
            throw new GiveUpException(TurnFailure.of("The model gave no usable answer, even after " + CORRECTIONS
                    + " corrections; the last time " + reason + "."));
        }
        String shown = answer.isBlank() ? "(nothing)" : answer.substring(0, Math.min(answer.length(), SHOWN));
        corrections.add(ChatMessage.assistant(shown));
        corrections.add(
                ChatMessage.user(PlannerPrompt.correction(reason, book.role().tools(), offered)));
    }

    private ChatRequest request() {
        RoleTool decision = MessageAssembler.decision(book, memory, turn).orElse(null);
        PlannerPrompt.Moment moment = new PlannerPrompt.Moment(
                turn, context.turnLimit(), step, settings.limits().stepLimit(), decision);
        List<ChatMessage> messages = new ArrayList<>(
                PlannerPrompt.messages(book, offered, settings.options().systemPromptExtra(), memory, moment));
        messages.addAll(corrections);
        Purpose purpose = PlannerStep.of(
                book,
                (book.instructions() + "\n" + settings.options().systemPromptExtra()).strip(),
                memory,
                new PlannerStep.OpenTurn(turn, context.turnLimit(), memory.unsentFiles(), decision));
        return new ChatRequest(
                messages,
                settings.options().choice(),
                settings.options().sampling(),
                List.of(),
                label("step-" + step),
                purpose);
    }

    private CallLabel label(String what) {
        return new CallLabel(
                Long.toString(context.conversation()),
                context.agentId(),
                turn,
                book.role().plot().scenarioId(),
                what,
                null);
    }

    private void giveUp(TurnFailure failure) throws InterruptedException {
        context.sendTrace(failure.with(unusable).trace());
        memory.catchUp(context);
        executor.closeFailed(failure);
    }
}
