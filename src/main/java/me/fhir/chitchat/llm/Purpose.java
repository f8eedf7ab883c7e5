package me.fhir.chitchat.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants from a model, in typed fields. Real models are told everything in the prompt; the rehearsal model
 * reads this instead of searching the prompt's text.
 */
public sealed interface Purpose {
    /** A conversation like any other. */
    record Chat() implements Purpose {}

    Purpose CHAT = new Chat();

    /**
     * The next step of an agent that plays a scenario role: one JSON object {@code {reasoning, action:{tool, args}}}.
     *
     * @param talk the messages so far, oldest first
     * @param toolUses the agent's own calls of its scenario's tools so far, oldest first
     * @param turn what has happened in the turn that is being played
     */
    record PlannerStep(Role role, List<Line> talk, List<ToolUse> toolUses, OpenTurn turn) implements Purpose {
        public PlannerStep {
            talk = List.copyOf(talk);
            toolUses = List.copyOf(toolUses);
        }
    }

    /**
     * What a simulated tool answers: one JSON object {@code {reasoning, output}}.
     *
     * @param arguments the JSON object that the tool is called with
     * @param othersKnowledge the JSON objects that the other agents know, for a tool that may see them
     */
    record OracleCall(Role role, RoleTool tool, String arguments, List<String> othersKnowledge, List<Line> talk)
            implements Purpose {
        public OracleCall {
            othersKnowledge = List.copyOf(othersKnowledge);
            talk = List.copyOf(talk);
        }
    }

    /**
     * The role that an agent plays, with nothing of what the others know.
     *
     * @param knowledge what this agent knows, the text of a JSON object
     */
    record Role(
            String agentId, Plot plot, Person person, List<RoleTool> tools, List<Partner> partners, String knowledge) {
        public Role {
            tools = List.copyOf(tools);
            partners = List.copyOf(partners);
        }
    }

    /** What a scenario is about, as everybody may know it. */
    record Plot(String scenarioId, String title, String description, String background) {}

    /**
     * Whom an agent speaks for and what it wants.
     *
     * @param opening what it says first when it opens the conversation, or empty
     */
    record Person(String name, String situation, List<String> goals, String opening) {
        public Person {
            goals = List.copyOf(goals);
        }
    }

    /**
     * Another agent of the scenario, as everybody may know it.
     *
     * @param decides whether it has a tool that ends the conversation
     */
    record Partner(String agentId, String name, boolean decides) {}

    /**
     * A simulated tool.
     *
     * @param inputSchema the text of a JSON Schema
     * @param endStatus the outcome's status when the tool ends the conversation, else null
     */
    record RoleTool(
            String name,
            String description,
            String inputSchema,
            String guidance,
            @Nullable String endStatus) {
        public boolean endsConversation() {
            return endStatus != null;
        }
    }

    /** One message of the talk, with the names of what came attached. */
    record Line(String agentId, int turn, String text, List<String> attachments) {
        public Line {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * One finished call of a tool.
     *
     * @param file the name of the file that the result became, or null when the call failed
     * @param result the JSON value it returned; what went wrong when it failed
     */
    record ToolUse(
            int turn,
            String name,
            String arguments,
            @Nullable String file,
            String result) {
        public boolean failed() {
            return file == null;
        }
    }

    /**
     * The turn that is being played.
     *
     * @param number its number
     * @param limit the turn whose closing ends the conversation anyway
     * @param unsent the names of files that the agent has made and not sent yet, in any turn
     * @param decision the tool whose use makes the next message the last one, or null
     */
    record OpenTurn(
            int number,
            int limit,
            List<String> unsent,
            @Nullable RoleTool decision) {
        public OpenTurn {
            unsent = List.copyOf(unsent);
        }
    }
}
