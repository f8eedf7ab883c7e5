package me.fhir.chitchat.agent.planner;

import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.UnusableRequestException;

/** Executes the simulated tools of a role within one turn. */
record ToolExecution(Playbook book, AgentMemory memory, Oracle oracle, TimeLimit time, Traces traces) {
    /**
     * Executes a call that stands in the log already; its result, or why there is none, is written beside it.
     *
     * @param callId names the call in the log
     */
    Oracle.Reply execute(String callId, RoleTool tool, ModelAnswer.Step step, CallLabel label)
            throws ModelException, TimeLimit.UpException, InterruptedException {
        Oracle.Reply reply;
        try {
            reply = time.within(() -> oracle.execute(book, tool, step, memory, label));
        } catch (ModelException | TimeLimit.UpException | UnusableRequestException e) {
            // Every call has a result in the log.
            traces.failed(callId, String.valueOf(e.getMessage()));
            throw e;
        }
        if (reply instanceof Oracle.Output output) {
            traces.returned(callId, output.json());
        } else {
            traces.failed(callId, ((Oracle.ToolError) reply).reason());
        }
        return reply;
    }
}
