package me.fhir.chitchat.rehearsal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.planner.AgentRole.Partner;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.PlannerStep.ToolUse;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.agent.planner.SentMessage;

/** A step of an agent with the questions that the rehearsal asks of it. */
record Scene(PlannerStep step, Knowledge knowledge) {
    /** How many messages an agent sends before it comes to an end. */
    private static final int ROUNDS = 2;
    /** After so many messages an agent ends a talk that somebody else should have decided. */
    private static final int PATIENCE = 8;

    static Scene of(PlannerStep step) {
        return new Scene(step, Knowledge.of(step.role().knowledge()));
    }

    String me() {
        return step.role().agentId();
    }

    private int size() {
        return step.role().partners().size() + 1;
    }

    /** How many messages this agent has sent. */
    int sent() {
        return (int) step.messages().stream()
                .filter(line -> line.agentId().equals(me()))
                .count();
    }

    /** What the others have said since this agent's last message. */
    List<SentMessage> news() {
        int from = 0;
        for (int i = 0; i < step.messages().size(); i++) {
            from = step.messages().get(i).agentId().equals(me()) ? i + 1 : from;
        }
        return step.messages().subList(from, step.messages().size());
    }

    String newsText() {
        return news().stream().map(SentMessage::text).collect(Collectors.joining("\n"));
    }

    /** What came with the last message. */
    List<String> newDocuments() {
        List<SentMessage> news = news();
        return news.isEmpty() ? List.of() : news.get(news.size() - 1).attachments();
    }

    List<String> allDocuments() {
        return fromOthers().stream()
                .flatMap(line -> line.attachments().stream())
                .distinct()
                .toList();
    }

    List<SentMessage> fromOthers() {
        return step.messages().stream()
                .filter(line -> !line.agentId().equals(me()))
                .toList();
    }

    /** The partner that spoke last. */
    Optional<Partner> speaker() {
        List<SentMessage> news = news();
        return news.isEmpty()
                ? Optional.empty()
                : partner(news.get(news.size() - 1).agentId());
    }

    Optional<Partner> partner(String agentId) {
        return step.role().partners().stream()
                .filter(partner -> partner.agentId().equals(agentId))
                .findFirst();
    }

    List<ToolUse> usedNow() {
        return step.toolUses().stream()
                .filter(use -> use.turn() == step.turn().number())
                .toList();
    }

    /** What was found in this turn. */
    List<ToolUse> found() {
        return usedNow().stream().filter(use -> !use.failed()).toList();
    }

    boolean everUsed(RoleTool tool) {
        return step.toolUses().stream().anyMatch(use -> use.name().equals(tool.name()));
    }

    boolean failedNow(RoleTool tool) {
        return usedNow().stream().anyMatch(use -> use.failed() && use.name().equals(tool.name()));
    }

    List<RoleTool> terminalTools() {
        return step.role().tools().stream().filter(RoleTool::endsConversation).toList();
    }

    /** Whether this agent will not get another turn: it is alone, or the turn limit is near. */
    boolean lastChance() {
        return size() == 1 || step.turn().number() + size() > step.turn().limit();
    }

    boolean timeToDecide() {
        if (terminalTools().isEmpty()) {
            return false;
        }
        return lastChance()
                || sent() >= ROUNDS
                || (sent() > 0 && !allDocuments().isEmpty() && Review.of(this).complete());
    }

    boolean timeToEnd() {
        boolean decidedElsewhere = step.role().partners().stream().anyMatch(Partner::decides);
        if (!terminalTools().isEmpty()) {
            // None of its own tools worked.
            return timeToDecide();
        }
        if (decidedElsewhere) {
            return size() == 1
                    || sent() >= PATIENCE
                    || step.turn().number() >= step.turn().limit();
        }
        return lastChance() || sent() >= ROUNDS;
    }

    /** What a call of this tool can be filled from. */
    Material material(RoleTool tool) {
        String heard = step.messages().stream().map(SentMessage::text).collect(Collectors.joining("\n"));
        String topic = tool.endsConversation() ? step.role().plot().title() : Lookup.topic(this, tool);
        String grounds = tool.endsConversation() ? Verdict.grounds(this, tool) : Lookup.grounds(this, tool);
        return new Material(knowledge, heard, allDocuments(), topic, grounds);
    }
}
