package me.fhir.chitchat.agent.planner;

import java.util.List;
import me.fhir.chitchat.llm.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * The next step of an agent that plays a scenario role: one JSON object {@code {reasoning, action:{tool, args}}}.
 *
 * @param instructions the author's words for this role: system prompt and what the conversation adds to it
 * @param messages the messages so far, oldest first
 * @param toolUses the agent's own tool calls so far, oldest first, without messages it sent
 * @param turn what has happened in the turn that is being played
 */
public record PlannerStep(
        AgentRole role, String instructions, List<SentMessage> messages, List<ToolUse> toolUses, OpenTurn turn)
        implements Purpose {
    public PlannerStep {
        messages = List.copyOf(messages);
        toolUses = List.copyOf(toolUses);
    }

    /** The same step with the first so many characters of each message. */
    public PlannerStep withMessagesUpTo(int characters) {
        return new PlannerStep(role, instructions, SentMessage.beginnings(messages, characters), toolUses, turn);
    }

    /**
     * One finished call of a tool.
     *
     * @param file the name of the file that the result became, or null when it became none
     * @param failed whether the call failed; then {@code result} says why
     * @param result the JSON value it returned
     */
    public record ToolUse(
            int turn,
            String name,
            String arguments,
            @Nullable String file,
            boolean failed,
            String result) {}

    /**
     * The turn that is being played.
     *
     * @param number its number
     * @param limit the turn whose closing ends the conversation anyway
     * @param unsent the names of files that the agent has made and not sent yet, in any turn
     * @param decision the tool whose use makes the next message the last one, or null
     */
    public record OpenTurn(
            int number,
            int limit,
            List<String> unsent,
            @Nullable RoleTool decision) {
        public OpenTurn {
            unsent = List.copyOf(unsent);
        }
    }

    static PlannerStep of(Playbook book, String instructions, AgentMemory memory, OpenTurn turn) {
        List<ToolUse> uses = memory.uses().stream()
                .map(used -> new ToolUse(
                        used.turn(),
                        used.name(),
                        used.args(),
                        used.file(),
                        used.result().failed(),
                        used.result().text()))
                .toList();
        return new PlannerStep(book.role(), instructions, SentMessage.of(memory), uses, turn);
    }
}
