package me.fhir.chitchat.rehearsal.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.planner.AgentRole;
import me.fhir.chitchat.agent.planner.AgentRole.Partner;
import me.fhir.chitchat.agent.planner.CoreTool;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.PlannerStep.ToolUse;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.language.Language;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** A step of an agent, with everything that was read out of it. */
public record StepContext(PlannerStep step, Evidence evidence, DisclosureRules secrecy, Phrases phrases) {
    /** Of a longer message the beginning is read: strangers write them, and each step reads all of them again. */
    private static final int MAX_MESSAGE_LENGTH = 40_000;

    public static StepContext of(PlannerStep planned) {
        PlannerStep step = new PlannerStep(
                planned.role(),
                planned.instructions(),
                planned.messages().stream().map(StepContext::beginning).toList(),
                planned.toolUses(),
                planned.turn());
        List<String> spoken = step.messages().stream()
                .filter(message -> message.agentId().equals(step.role().agentId()))
                .map(SentMessage::text)
                .toList();
        return new StepContext(
                step,
                Evidence.of(step),
                RoleSecrets.rules(step.role(), step.instructions()),
                new Phrases(
                        language(step.role(), step.instructions(), step.messages()),
                        spoken,
                        step.role().person().individual()));
    }

    private static SentMessage beginning(SentMessage message) {
        return message.text().length() <= MAX_MESSAGE_LENGTH
                ? message
                : new SentMessage(
                        message.seq(),
                        message.turn(),
                        message.date(),
                        message.agentId(),
                        message.text().substring(0, MAX_MESSAGE_LENGTH),
                        message.attachments());
    }

    /** The language of the scenario: its opening, else the role's texts and what was said first. */
    public static String language(AgentRole role, String instructions, List<SentMessage> messages) {
        String opening = role.person().opening();
        if (!opening.isBlank() && Language.isClear(opening)) {
            return Language.of(opening);
        }
        String first = messages.isEmpty() ? "" : TextFormat.cut(messages.get(0).text(), 600);
        if (opening.isBlank() && Language.isSure(first)) {
            return Language.of(first);
        }
        String all = String.join(
                "\n",
                opening,
                first,
                instructions,
                role.person().situation(),
                role.plot().title(),
                role.plot().description());
        return Language.of(all);
    }

    public AgentRole role() {
        return step.role();
    }

    public boolean isOwn(SentMessage message) {
        return message.agentId().equals(role().agentId());
    }

    /** What the others have said since this agent's last message. */
    public List<SentMessage> news() {
        int from = 0;
        for (int i = 0; i < step.messages().size(); i++) {
            from = isOwn(step.messages().get(i)) ? i + 1 : from;
        }
        return step.messages().subList(from, step.messages().size());
    }

    public String newsText() {
        return news().stream().map(SentMessage::text).collect(Collectors.joining("\n"));
    }

    public int sent() {
        return (int) step.messages().stream().filter(this::isOwn).count();
    }

    public MessageKind kind() {
        List<SentMessage> news = news();
        boolean attached =
                news.stream().anyMatch(message -> !message.attachments().isEmpty());
        return MessageKind.of(newsText(), attached, caseTerms());
    }

    /** The words of the case. */
    Terms caseTerms() {
        List<Terms> all = new ArrayList<>();
        all.add(Terms.of(role().plot().title() + " " + role().plot().description() + " "
                + role().plot().background()));
        evidence.knowledge().leaves().forEach(leaf -> all.add(leaf.statement().terms()));
        decisions().stream().flatMap(tool -> tool.when().stream()).forEach(check -> {
            all.add(Terms.of(check.title()));
            check.labels().forEach(label -> all.add(Terms.of(label)));
            check.condition().oneOf().forEach(value -> all.add(Terms.of(value)));
        });
        return Terms.all(all);
    }

    public List<ToolUse> usedNow() {
        return step.toolUses().stream()
                .filter(use -> use.turn() == step.turn().number() && !CoreTool.NAMES.contains(use.name()))
                .toList();
    }

    public boolean everUsed(RoleTool tool) {
        return step.toolUses().stream().anyMatch(use -> use.name().equals(tool.name()));
    }

    public boolean failedNow(RoleTool tool) {
        return usedNow().stream().anyMatch(use -> use.failed() && use.name().equals(tool.name()));
    }

    /** What a tool was called with last in this turn; nothing when it was not. */
    public Map<?, ?> argumentsOf(RoleTool tool) {
        List<ToolUse> uses = usedNow().stream()
                .filter(use -> !use.failed() && use.name().equals(tool.name()))
                .toList();
        try {
            return uses.isEmpty()
                    ? Map.of()
                    : PlainJson.map(Json.parseObject(uses.get(uses.size() - 1).arguments()));
        } catch (JsonSyntaxException e) {
            return Map.of();
        }
    }

    public List<RoleTool> lookups() {
        return role().tools().stream().filter(tool -> !tool.endsConversation()).toList();
    }

    public List<RoleTool> decisions() {
        return role().tools().stream().filter(RoleTool::endsConversation).toList();
    }

    public Optional<RoleTool> decision(String status) {
        return decisions().stream()
                .filter(tool -> status.equals(tool.endStatus()))
                .findFirst();
    }

    /** Whether this agent will not get another turn: it is alone, or the turn limit is near. */
    public boolean isLastTurn() {
        int size = role().partners().size() + 1;
        return size == 1 || step.turn().number() + size > step.turn().limit();
    }

    public boolean othersDecide() {
        return role().partners().stream().anyMatch(Partner::decides);
    }

    /** The next attachment that was not read yet; only so many a turn. */
    public Optional<String> unread(int most) {
        List<ToolUse> reads = step.toolUses().stream()
                .filter(use -> use.name().equals(CoreTool.READ.word()))
                .toList();
        long now =
                reads.stream().filter(use -> use.turn() == step.turn().number()).count();
        if (now >= most) {
            return Optional.empty();
        }
        return step.messages().stream()
                .filter(message -> !isOwn(message))
                .flatMap(message -> message.attachments().stream())
                .filter(name -> reads.stream().noneMatch(use -> use.arguments().equals(readArguments(name))))
                .findFirst();
    }

    public static String readArguments(String name) {
        return JsonWriter.object(json -> json.text("name", name));
    }

    public List<String> people() {
        return role().partners().stream()
                .sorted(Comparator.comparing(Partner::individual).reversed())
                .map(Partner::name)
                .toList();
    }
}
