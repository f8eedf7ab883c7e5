package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.agent.DraftApproval;
import me.fhir.chitchat.agent.FailedTurns;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.agent.TurnFailure;
import me.fhir.chitchat.agent.UnusableAnswer;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ModelException;

/** Carries out the steps that a model has chosen, within one turn. */
final class StepExecutor {
    private static final int MAX_REPEATS = 2;
    private static final String DECIDED =
            "Our decision is attached. I could not say more about it for technical reasons.";
    private static final String REPEATED =
            "You made this call before in this turn, and this is its result again. Use what"
                    + " you have: send a message, or take another step.";

    private final TurnContext context;
    private final Playbook book;
    private final OfferedTools offered;
    private final AgentMemory memory;
    private final ToolExecution execution;
    private final OutsideExecution outside;
    private final TimeLimit time;
    private final DraftApproval approval;
    private final Traces traces;
    private final int turn;

    StepExecutor(
            TurnContext context,
            Playbook book,
            OfferedTools offered,
            AgentMemory memory,
            PlannerSettings settings,
            TimeLimit time) {
        this.context = context;
        this.book = book;
        this.offered = offered;
        this.memory = memory;
        this.approval = new DraftApproval(context, settings.options().approve());
        this.time = time;
        this.traces = new Traces(context, memory);
        this.execution = new ToolExecution(book, memory, new Oracle(settings), time, traces);
        this.outside = new OutsideExecution(context, time, traces);
        this.turn = context.turn();
    }

    /** The outcome of a step. */
    enum StepOutcome {
        /** A message closed the turn. */
        CLOSED,
        DONE,
        /** The step failed, and the model can read why. */
        FAILED,
        /** The person beside the agent does not want the message, and the model can read why. */
        REJECTED,
        /** The model makes the same call over and over. */
        REPEATED
    }

    /**
     * Carries out a step.
     *
     * @param unusable the answers before this one that could not be used
     */
    StepOutcome execute(ModelAnswer.Step chosen, List<UnusableAnswer> unusable, CallLabel label)
            throws ModelException, TimeLimit.UpException, InterruptedException {
        if (!chosen.reasoning().isBlank() || !unusable.isEmpty()) {
            traces.thought(chosen.reasoning(), unusable);
        }
        Optional<CoreTool> core = CoreTool.of(chosen.tool());
        JsonFields args = JsonFields.lenient(StoredJson.object(chosen.args()));
        if (core.isPresent() && (core.get() == CoreTool.SEND || core.get() == CoreTool.DONE)) {
            Sending sending =
                    core.get() == CoreTool.SEND ? send(args) : close(args.text("summary"), List.of(), Finality.TURN);
            if (sending.outcome() != StepOutcome.CLOSED) {
                traces.failed(traces.call(chosen), sending.problem());
            }
            return sending.outcome();
        }
        List<AgentMemory.ToolOutcome> earlier = memory.resultsOf(turn, chosen.tool(), chosen.args());
        if (earlier.size() >= MAX_REPEATS) {
            return StepOutcome.REPEATED;
        }
        String id = traces.call(chosen);
        if (!earlier.isEmpty()) {
            traces.repeated(id, earlier.get(0), REPEATED);
            return StepOutcome.DONE;
        }
        if (core.isPresent()) {
            return read(id, args.text("name"));
        }
        Optional<OfferedTools.OfferedTool> tool = offered.find(chosen.tool());
        if (tool.isPresent()) {
            return outside.execute(id, tool.get(), chosen.args()) ? StepOutcome.DONE : StepOutcome.FAILED;
        }
        return useTool(id, book.tool(chosen.tool()).orElseThrow(), chosen, label);
    }

    private StepOutcome useTool(String id, RoleTool tool, ModelAnswer.Step chosen, CallLabel label)
            throws ModelException, TimeLimit.UpException, InterruptedException {
        return execution.execute(id, tool, chosen, label) instanceof Oracle.Output
                ? StepOutcome.DONE
                : StepOutcome.FAILED;
    }

    private StepOutcome read(String callId, String name) throws InterruptedException {
        Optional<SharedFile> file = memory.file(name);
        if (file.isEmpty()) {
            traces.failed(callId, memory.noSuchFile(name));
            return StepOutcome.FAILED;
        }
        String id = file.get().storedId();
        String shown = id == null ? file.get().document().content() : stored(id);
        traces.returned(
                callId, JsonWriter.object(json -> json.text("name", name).text("content", shown)));
        return StepOutcome.DONE;
    }

    private String stored(String id) {
        Attachment.Content content = context.attachment(id)
                .map(stored -> stored.document().content())
                .orElse(new Attachment.Content("", false));
        return content.base64() ? "(not text: a file of bytes)" : content.text();
    }

    /**
     * The outcome of a message.
     *
     * @param problem why it was not sent; empty when it was
     */
    private record Sending(StepOutcome outcome, String problem) {
        static final Sending CLOSED = new Sending(StepOutcome.CLOSED, "");
    }

    /** Sends a message that closes the turn. */
    private Sending send(JsonFields args) throws InterruptedException {
        List<SharedFile> files = new ArrayList<>();
        for (String name : attachmentNames(args)) {
            Optional<SharedFile> file = memory.file(name);
            if (file.isEmpty()) {
                return new Sending(StepOutcome.FAILED, memory.noSuchFile(name));
            }
            if (!files.contains(file.get())) {
                files.add(file.get());
            }
        }
        if (args.text("text").isBlank() && files.isEmpty()) {
            return new Sending(StepOutcome.FAILED, "A message needs a text or an attachment.");
        }
        boolean last = args.text("finality").equals("conversation");
        return close(args.text("text"), files, last ? Finality.CONVERSATION : Finality.TURN);
    }

    private static List<String> attachmentNames(JsonFields args) {
        List<String> names = new ArrayList<>(args.texts("attachments"));
        if (!args.text("attachments").isBlank()) {
            names.add(args.text("attachments"));
        }
        for (JsonFields attachment : args.objects("attachments")) {
            String name = attachment.text("name").isEmpty() ? attachment.text("docId") : attachment.text("name");
            if (!attachment.object().members().isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** Sends the message that closes this turn; after a decision it closes the conversation and carries the outcome. */
    private Sending close(String text, List<SharedFile> files, Finality asked) throws InterruptedException {
        Optional<RoleTool> decision = MessageAssembler.decision(book, memory, turn);
        List<SharedFile> sent = new ArrayList<>(files);
        decision.ifPresent(tool -> MessageAssembler.decisionFiles(tool, memory, turn).stream()
                .filter(file -> !sent.contains(file))
                .forEach(sent::add));
        Finality finality = decision.isPresent() ? Finality.CONVERSATION : asked;
        String outcome = decision.map(RoleTool::endStatus).orElse(asked == Finality.CONVERSATION ? "neutral" : null);
        String words =
                !text.isBlank() ? text : sent.isEmpty() ? "I have nothing to add." : "Please see the attachment.";
        return deliver(MessageAssembler.message(words, MessageAssembler.attachments(context, sent), outcome), finality);
    }

    private Sending deliver(RawJson message, Finality finality) throws InterruptedException {
        DraftApproval.DraftDecision verdict = time.paused(() -> approval.of(message, finality));
        if (verdict.payload() == null) {
            return new Sending(
                    StepOutcome.REJECTED, "The person you act for rejected this message: " + verdict.instruction());
        }
        context.sendMessage(verdict.payload(), finality);
        return Sending.CLOSED;
    }

    /**
     * Closes a turn that failed, or the conversation with it; a decision that was made before is not lost. It stays open when
     * a person was asked and does not want the message: they can take the agent over.
     */
    void closeFailed(TurnFailure failure) throws InterruptedException {
        FailedTurns failed = memory.failedTurns();
        Optional<RoleTool> decision = MessageAssembler.decision(book, memory, turn);
        if (decision.isPresent()) {
            List<SharedFile> files = MessageAssembler.decisionFiles(decision.get(), memory, turn);
            RawJson message = MessageAssembler.message(
                    DECIDED,
                    MessageAssembler.attachments(context, files),
                    decision.get().endStatus());
            var unused = deliver(message, Finality.CONVERSATION);
        } else if (failure.permanent() || failed.isHopeless(context.agentId(), turn)) {
            context.endAsFailed();
        } else {
            String apology = TurnFailure.apology(memory.messages().isEmpty(), failed.hasFailed(context.agentId()));
            var unused = deliver(MessageAssembler.message(apology, List.of(), null), Finality.TURN);
        }
    }
}
