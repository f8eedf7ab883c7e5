package me.fhir.chitchat.agent.planner;

import java.util.List;
import me.fhir.chitchat.conversation.Manner;
import org.jspecify.annotations.Nullable;

/** The role that an agent plays, with nothing of what the others know. */
public record AgentRole(
        String agentId, Plot plot, Person person, List<RoleTool> tools, List<Partner> partners, OwnKnowledge own) {
    public AgentRole {
        tools = List.copyOf(tools);
        partners = List.copyOf(partners);
    }

    /**
     * The agent's knowledge.
     *
     * @param json the text of a JSON object
     * @param disclosure which of its facts it may disclose; unlisted facts are free
     */
    public record OwnKnowledge(String json, List<DisclosureMark> disclosure) {
        public OwnKnowledge {
            disclosure = List.copyOf(disclosure);
        }
    }

    /** The same role, played in this manner. */
    AgentRole behaving(Manner manner) {
        return new AgentRole(agentId, plot, person.behaving(manner), tools, partners, own);
    }

    /** The agent's knowledge, the text of a JSON object. */
    public String knowledge() {
        return own.json();
    }

    /** Which of its facts it may disclose; unlisted facts are free. */
    public List<DisclosureMark> disclosure() {
        return own.disclosure();
    }

    /** The scenario's background, which all its agents may know. */
    public record Plot(String scenarioId, String title, String description, String background) {}

    /**
     * The principal of an agent and its goals.
     *
     * @param individual whether it is a person and not an organization
     * @param opening the first message when it opens the conversation, or empty
     * @param manner how the agent behaves in this conversation
     */
    public record Person(
            String name, boolean individual, String situation, List<String> goals, String opening, Manner manner) {
        public Person {
            goals = List.copyOf(goals);
        }

        private Person behaving(Manner other) {
            return new Person(name, individual, situation, goals, opening, other);
        }
    }

    /**
     * Another agent of the scenario, as all its agents may know it.
     *
     * @param individual whether it speaks for a person and not for an organization
     * @param decides whether it has a tool that ends the conversation
     */
    public record Partner(String agentId, String name, boolean individual, boolean decides) {}

    /**
     * Whether the agent may disclose a fact of its knowledge.
     *
     * @param path a JSON Pointer into its knowledge
     * @param policy {@code never}, {@code if-asked} or {@code free}
     * @param canary a text that stands for the fact wherever it appears, or null
     */
    public record DisclosureMark(
            String path, String policy, @Nullable String canary) {}
}
