package me.fhir.chitchat.agent.planner;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.agent.MannerText;
import me.fhir.chitchat.llm.ChatMessage;
import org.jspecify.annotations.Nullable;

/** The prompt for one step of a scenario agent. */
final class PlannerPrompt {
    private static final Template ROLE = Template.load("planner-role.md");
    private static final Template STEP = Template.load("planner-step.md");
    private static final Template CORRECTION = Template.load("planner-correction.md");

    /** Where in its turn the agent stands. */
    record Moment(
            int turn,
            int turnLimit,
            int step,
            int maxSteps,
            @Nullable RoleTool decision) {}

    private PlannerPrompt() {}

    static List<ChatMessage> messages(
            Playbook book, OfferedTools offered, String extra, AgentMemory memory, Moment moment) {
        return List.of(ChatMessage.system(role(book, offered, extra)), ChatMessage.user(step(book, memory, moment)));
    }

    private static String role(Playbook book, OfferedTools offered, String extra) {
        return ROLE.render(Map.ofEntries(
                Map.entry("agentId", PromptText.inline(book.role().agentId())),
                Map.entry("principal", principal(book.principal())),
                Map.entry("title", PromptText.inline(book.role().plot().title())),
                Map.entry("description", book.role().plot().description().strip()),
                Map.entry("background", book.role().plot().background().strip()),
                Map.entry("instructions", book.instructions().strip()),
                Map.entry("situation", book.role().person().situation().strip()),
                Map.entry("goals", bullets(book.role().person().goals().stream())),
                Map.entry("extra", extra.strip()),
                Map.entry("manner", MannerText.of(book.role().person().manner())),
                Map.entry("partners", partners(book)),
                Map.entry("tools", tools(book.role().tools())),
                Map.entry("offered", offered(offered))));
    }

    static String principal(Playbook.Principal principal) {
        String type = principal.type().isBlank() ? "" : " (" + PromptText.inline(principal.type()) + ")";
        String about = principal.description().isBlank() ? "" : ", " + PromptText.inline(principal.description());
        return PromptText.inline(principal.name()) + type + about;
    }

    private static String partners(Playbook book) {
        if (book.others().isEmpty()) {
            return "Nobody.";
        }
        return bullets(book.others().stream()
                .map(other -> PromptText.inline(other.agentId()) + ", acting for " + principal(other)));
    }

    private static String tools(List<RoleTool> tools) {
        return bullets(tools.stream().map(PlannerPrompt::tool));
    }

    private static String offered(OfferedTools offered) {
        return bullets(offered.tools().stream()
                .map(tool -> tool.name() + " (server " + tool.serverName() + "): " + tool.description()
                        + "\n  arguments (JSON Schema): " + tool.tool().inputSchema()));
    }

    private static String tool(RoleTool tool) {
        String ending = tool.endsConversation() ? "\n  ENDS THE CONVERSATION with the outcome " + tool.endStatus() : "";
        String points = tool.when().isEmpty()
                ? ""
                : "\n  use it only when all of this is documented: "
                        + tool.conditions().stream().map(PromptText::inline).collect(Collectors.joining("; "));
        return PromptText.inline(tool.name()) + ": " + PromptText.inline(tool.description()) + ending + points
                + "\n  arguments (JSON Schema): " + tool.inputSchema();
    }

    static String bullets(Stream<String> entries) {
        return entries.map(entry -> "- " + entry).collect(Collectors.joining("\n"));
    }

    private static String step(Playbook book, AgentMemory memory, Moment moment) {
        PromptText.LogText log = PromptText.log(memory.items(), book.role().agentId(), moment.turn());
        String opening = memory.messages().isEmpty() ? book.role().person().opening() : "";
        return STEP.render(Map.of(
                "omitted", log.omitted() == 0 ? "" : log.omitted() + " older entries are left out",
                "log", log.text(),
                "files", PromptText.files(memory.files()),
                "opening", opening.isBlank() ? "" : PromptText.quoted(opening),
                "decision", decision(moment.decision()),
                "turn", Integer.toString(moment.turn()),
                "turnLimit", Integer.toString(moment.turnLimit()),
                "turnsLeft", turnsLeft(moment),
                "step", Integer.toString(moment.step()),
                "maxSteps", Integer.toString(moment.maxSteps())));
    }

    /** How many turns can follow, and what that means. */
    private static String turnsLeft(Moment moment) {
        int left = moment.turnLimit() - moment.turn();
        if (left <= 0) {
            return "This is the last turn: the conversation ends with it.";
        }
        return (left == 1 ? "1 turn is" : left + " turns are") + " left after this one, shared by all sides; then the"
                + " conversation is ended without a result.";
    }

    /** The correction for a model that returned several steps at once. */
    static String onlyTheFirst(ModelAnswer.Step chosen) {
        return "Your last answer held " + (chosen.ignored() + 1) + " steps. Only the first one (" + chosen.tool()
                + ") was carried out, the others were not. Give exactly one step in each answer.";
    }

    private static String decision(@Nullable RoleTool decision) {
        return decision == null
                ? ""
                : "You have used " + PromptText.inline(decision.name())
                        + ": the next message ends the conversation with" + " the outcome " + decision.endStatus()
                        + ". Send it now.";
    }

    static String correction(String reason, List<RoleTool> tools, OfferedTools offered) {
        String names = Stream.of(
                        Stream.of(CoreTool.values()).map(CoreTool::word),
                        tools.stream().map(RoleTool::name),
                        offered.tools().stream().map(OfferedTools.OfferedTool::name))
                .flatMap(all -> all)
                .collect(Collectors.joining(", "));
        return CORRECTION.render(Map.of("reason", reason, "tools", names));
    }
}
