package me.fhir.chitchat.agent.planner;

import java.time.Duration;
import java.util.Optional;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.llm.ModelException;

/** Executes tools of other servers within one turn. */
record OutsideExecution(TurnContext context, TimeLimit time, Traces traces) {
    private static final Duration MAX_CALL = Duration.ofSeconds(30);

    /**
     * Executes a call that stands in the log already; its result, or why there is none, is written beside it.
     *
     * @return whether the tool returned something
     */
    boolean execute(String callId, OfferedTools.OfferedTool tool, String arguments)
            throws ModelException, TimeLimit.UpException, InterruptedException {
        Optional<String> mismatch = ArgumentCheck.mismatch(tool.tool().inputSchema(), arguments);
        if (mismatch.isPresent()) {
            traces.failed(callId, mismatch.get());
            return false;
        }
        ToolServers.ToolReturn result;
        try {
            result = time.within(() -> inTime(tool, arguments));
        } catch (ModelException | TimeLimit.UpException e) {
            // Every call has a result in the log.
            traces.failed(callId, String.valueOf(e.getMessage()));
            throw e;
        }
        if (result.failed()) {
            traces.failed(callId, result.text());
        } else {
            traces.returned(callId, result.text());
        }
        return !result.failed();
    }

    private ToolServers.ToolReturn inTime(OfferedTools.OfferedTool tool, String arguments)
            throws ModelException, InterruptedException {
        try {
            return TimeLimit.startingNow(MAX_CALL, context::active)
                    .within(() -> tool.server().call(tool.tool(), arguments));
        } catch (TimeLimit.UpException e) {
            return new ToolServers.ToolReturn(
                    true, "The tool did not answer within " + MAX_CALL.toSeconds() + " seconds; go on without it.");
        }
    }
}
