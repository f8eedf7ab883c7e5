package me.fhir.chitchat.agent.planner;

import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.UnusableRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a player that is not planned here use the simulated tools of its role, under the conditions of the agents that are:
 * the same oracle, the same traces, and the same answer to the same call. What the player has done so far is read from the
 * log. For one call of a player at a time, on a thread that may block.
 */
public final class OutsideToolCalls {
    private static final int MAX_PER_TURN = 40;
    private static final int MAX_PER_CONVERSATION = 200;
    private static final int ID_LENGTH = 16;

    private final ChatModel model;
    private final AgentConfiguration limits;

    /**
     * A call of a tool.
     *
     * @param arguments the text of a JSON object
     * @param requestId under which a repeat is recognised, or null
     */
    public record ToolRequest(
            String tool, String arguments, @Nullable String requestId) {}

    /**
     * A tool's result.
     *
     * @param result a JSON value
     * @param file the name under which the result can be attached to a message
     * @param endStatus the outcome with which the player's next message ends the conversation, or null when it does not
     */
    public record ToolReply(
            String toolCallId,
            String result,
            @Nullable String file,
            @Nullable String endStatus) {}

    /** @param model answers in the place of the tools */
    public OutsideToolCalls(ChatModel model, AgentConfiguration limits) {
        this.model = model;
        this.limits = limits;
    }

    /**
     * Uses a tool in the context's turn, which it opens if need be.
     *
     * @throws ConversationException {@code NOT_FOUND} without such a tool, {@code INVALID_PARAMS} for arguments that do not
     *     fit, {@code NOT_ALLOWED} when the tools were used too often, {@code STORE_UNAVAILABLE} when the model fails
     */
    public ToolReply use(TurnContext context, ToolRequest request) throws InterruptedException {
        Playbook book = context.scenario()
                .flatMap(scenario -> Playbook.of(scenario, context.agentId()))
                .orElseThrow(() -> unavailable(ErrorCode.NOT_FOUND, "This role has no tools."));
        RoleTool tool = book.tool(request.tool()).orElseThrow(() -> unknownTool(book, request.tool()));
        Optional<String> mismatch = ArgumentCheck.mismatch(tool.inputSchema(), request.arguments());
        if (mismatch.isPresent()) {
            throw ConversationException.invalid(mismatch.get());
        }
        AgentMemory memory = AgentMemory.of(context);
        ModelAnswer.Step step = new ModelAnswer.Step("", tool.name(), request.arguments());
        String id = callId(context, memory, request);
        Optional<ToolCallLog.ReturnedCall> done = memory.calls().finished(id);
        if (done.isEmpty()) {
            execute(context, book, tool, new Call(id, step, memory));
            memory.catchUp(context);
            done = memory.calls().finished(id);
        }
        return reply(id, tool, done.orElseThrow());
    }

    private record Call(String id, ModelAnswer.Step step, AgentMemory memory) {}

    /** The id of a call, which a repeat of it shares, and so does a call whose result the log was never given. */
    private static String callId(TurnContext context, AgentMemory memory, ToolRequest request) {
        String arguments = request.arguments();
        if (request.requestId() == null) {
            return memory.calls()
                    .unfinished(context.turn(), request.tool(), arguments)
                    .orElseGet(memory.calls()::nextId);
        }
        String first =
                context.agentId() + "-" + Sha256.base64Url(request.requestId()).substring(0, ID_LENGTH);
        if (memory.calls().isOther(first, request.tool(), arguments)) {
            throw ConversationException.invalid(
                    "The Idempotency-Key belongs to another call; use a new one for each call.");
        }
        String id = first;
        // A call that failed may be made again.
        for (int n = 2; failed(memory, id); n++) {
            id = first + "-" + n;
        }
        return id;
    }

    private static boolean failed(AgentMemory memory, String id) {
        return memory.calls()
                .finished(id)
                .filter(ToolCallLog.ReturnedCall::failed)
                .isPresent();
    }

    private void execute(TurnContext context, Playbook book, RoleTool tool, Call call) throws InterruptedException {
        PlannerSettings settings = new PlannerSettings(model, AgentOptions.of(context.config()), limits);
        TimeLimit time = TimeLimit.startingNow(limits.timeLimit(), context::active);
        Traces traces = new Traces(context, call.memory());
        if (!call.memory().calls().isUnfinished(call.id())) {
            requireRoom(call.memory(), context.turn());
            traces.call(call.step(), call.id());
        }
        ToolExecution execution = new ToolExecution(book, call.memory(), new Oracle(settings), time, traces);
        try {
            if (execution.execute(call.id(), tool, call.step(), label(context, book, tool))
                    instanceof Oracle.ToolError error) {
                throw unavailable(ErrorCode.STORE_UNAVAILABLE, error.reason());
            }
        } catch (ModelException | TimeLimit.UpException | UnusableRequestException e) {
            throw unavailable(
                    ErrorCode.STORE_UNAVAILABLE, "The tool " + tool.name() + " cannot answer now: " + e.getMessage());
        }
    }

    private static void requireRoom(AgentMemory memory, int turn) {
        if (memory.calls().count(turn) >= MAX_PER_TURN) {
            throw unavailable(
                    ErrorCode.NOT_ALLOWED,
                    "You have used your tools " + MAX_PER_TURN
                            + " times in this turn, which is the most: send a message, and go on in your next turn.");
        }
        if (memory.calls().count() >= MAX_PER_CONVERSATION) {
            throw unavailable(
                    ErrorCode.NOT_ALLOWED,
                    "You have used your tools " + MAX_PER_CONVERSATION
                            + " times in this conversation, which is the most: go on with what you have learnt.");
        }
    }

    private static CallLabel label(TurnContext context, Playbook book, RoleTool tool) {
        return new CallLabel(
                Long.toString(context.conversation()),
                context.agentId(),
                context.turn(),
                book.role().plot().scenarioId(),
                "tool-" + tool.name(),
                null);
    }

    private static ToolReply reply(String id, RoleTool tool, ToolCallLog.ReturnedCall done) {
        return new ToolReply(id, done.result(), done.file(), tool.endStatus());
    }

    private static ConversationException unknownTool(Playbook book, String name) {
        String names = book.role().tools().stream().map(RoleTool::name).collect(Collectors.joining(", "));
        return unavailable(
                ErrorCode.NOT_FOUND,
                "There is no tool \"" + name + "\"; "
                        + (names.isEmpty() ? "this role has none." : "your tools are " + names + "."));
    }

    private static ConversationException unavailable(ErrorCode code, String sentence) {
        return new ConversationException(code, sentence);
    }
}
