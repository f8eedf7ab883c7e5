package me.fhir.chitchat.agent.planner;

import java.time.LocalDate;
import java.util.List;

/** One message of the conversation, with the names of what came attached. */
public record SentMessage(long seq, int turn, LocalDate date, String agentId, String text, List<String> attachments) {
    public SentMessage {
        attachments = List.copyOf(attachments);
    }

    static List<SentMessage> of(AgentMemory memory) {
        return memory.messages().stream()
                .map(said -> new SentMessage(
                        said.seq(), said.turn(), said.date(), said.agentId(), said.text(), said.attachments()))
                .toList();
    }
}
