package me.fhir.chitchat.agent.planner;

import java.util.List;
import me.fhir.chitchat.llm.Purpose;

/**
 * The answer of a simulated tool: one JSON object {@code {reasoning, output}}.
 *
 * @param instructions the author's words for the role
 * @param arguments the JSON object that the tool is called with
 * @param othersKnowledge the JSON objects that the other agents know, for a tool that may see them
 */
public record OracleCall(
        AgentRole role,
        String instructions,
        RoleTool tool,
        String arguments,
        List<String> othersKnowledge,
        List<SentMessage> messages)
        implements Purpose {
    public OracleCall {
        othersKnowledge = List.copyOf(othersKnowledge);
        messages = List.copyOf(messages);
    }

    /** The same call with the first so many characters of each message. */
    public OracleCall withMessagesUpTo(int characters) {
        return new OracleCall(
                role, instructions, tool, arguments, othersKnowledge, SentMessage.beginnings(messages, characters));
    }
}
