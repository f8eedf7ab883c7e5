package me.fhir.chitchat.agent.planner;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.llm.ChatMessage;

/** What a model is told that answers in the place of a tool. */
final class OraclePrompt {
    private static final Template ROLE = Template.load("oracle-role.md");
    private static final Template CALL = Template.load("oracle-call.md");
    private static final Template CORRECTION = Template.load("oracle-correction.md");

    private OraclePrompt() {}

    static List<ChatMessage> messages(Playbook book, RoleTool tool, String arguments, AgentMemory memory) {
        return List.of(ChatMessage.system(role(book, tool)), ChatMessage.user(call(book, tool, arguments, memory)));
    }

    private static String role(Playbook book, RoleTool tool) {
        boolean all = book.allSeeing().contains(tool.name());
        String others =
                all ? book.othersKnowledge().stream().map(PromptText::quoted).collect(Collectors.joining("\n\n")) : "";
        return ROLE.render(Map.of(
                "agentId", PromptText.inline(book.role().agentId()),
                "principal", PlannerPrompt.principal(book.principal()),
                "instructions", book.instructions().strip(),
                "situation", book.role().person().situation().strip(),
                "knowledge", PromptText.quoted(book.role().knowledge()),
                "others", others,
                "title", PromptText.inline(book.role().plot().title()),
                "background", book.role().plot().background().strip()));
    }

    private static String call(Playbook book, RoleTool tool, String arguments, AgentMemory memory) {
        return CALL.render(Map.of(
                "log", PromptText.log(memory.talk(), book.role().agentId(), 0).text(),
                "tool", PromptText.inline(tool.name()),
                "description", tool.description().strip(),
                "guidance", tool.guidance().strip(),
                "ending", ending(tool),
                "arguments", PromptText.quoted(arguments)));
    }

    private static String ending(RoleTool tool) {
        return tool.endsConversation()
                ? "This call ends the conversation with the outcome " + tool.endStatus()
                        + ": what you write is the final document that both sides keep."
                : "";
    }

    static String correction(String reason) {
        return CORRECTION.render(Map.of("reason", reason));
    }
}
