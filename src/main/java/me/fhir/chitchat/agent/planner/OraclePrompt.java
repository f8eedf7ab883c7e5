package me.fhir.chitchat.agent.planner;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.llm.ChatMessage;

/** The prompt for a model that simulates a tool. */
record OraclePrompt(
        Playbook book,
        RoleTool tool,
        ModelAnswer.Step step,
        AgentMemory memory,
        AgentConfiguration.OracleConfiguration limits) {
    private static final Template ROLE = Template.load("oracle-role.md");
    private static final Template CALL = Template.load("oracle-call.md");
    private static final Template CORRECTION = Template.load("oracle-correction.md");

    List<ChatMessage> messages() {
        return List.of(ChatMessage.system(role()), ChatMessage.user(call()));
    }

    private String role() {
        boolean all = book.oracle().allSeeing().contains(tool.name());
        String others = all ? knowledge(book.oracle().othersKnowledge()) : "";
        return ROLE.render(Map.ofEntries(
                Map.entry("agentId", PromptText.inline(book.role().agentId())),
                Map.entry("principal", PlannerPrompt.principal(book.principal())),
                Map.entry("instructions", book.instructions().strip()),
                Map.entry("situation", book.role().person().situation().strip()),
                Map.entry("knowledge", knowledge(book.role().knowledge())),
                Map.entry("others", others),
                Map.entry("shared", knowledge(book.oracle().background().knowledge())),
                Map.entry("title", PromptText.inline(book.role().plot().title())),
                Map.entry("background", book.role().plot().background().strip()),
                Map.entry("challenges", PlannerPrompt.bullets(book.oracle().background().challenges().stream())),
                Map.entry("injecting", book.role().person().manner() == Manner.INJECTING ? "yes" : "")));
    }

    private String knowledge(List<String> several) {
        return several.stream().map(this::knowledge).collect(Collectors.joining("\n\n"));
    }

    /** A knowledge base, or the parts of a large one that fit this call. */
    private String knowledge(String json) {
        String question = tool.name() + " " + tool.description() + " " + tool.guidance() + " " + step.reasoning() + " "
                + step.args() + " " + memory.lastText();
        return PromptText.quoted(KnowledgeExcerpt.of(json, question, limits.knowledgeCharacters()));
    }

    private String call() {
        PromptText.LogText log = PromptText.log(memory.messages(), book.role().agentId(), 0, limits.logCharacters());
        return CALL.render(Map.of(
                "log",
                log.text(),
                "tool",
                PromptText.inline(tool.name()),
                "description",
                tool.description().strip(),
                "guidance",
                tool.guidance().strip(),
                "ending",
                ending(),
                "reason",
                step.reasoning().isBlank()
                        ? ""
                        : PromptText.quoted(step.reasoning().strip()),
                "arguments",
                PromptText.quoted(step.args())));
    }

    private String ending() {
        return tool.endsConversation()
                ? "This call ends the conversation with the outcome " + tool.endStatus()
                        + ": what you write is the final document that both sides keep."
                : "";
    }

    static String correction(String reason) {
        return CORRECTION.render(Map.of("reason", reason));
    }
}
