package me.fhir.chitchat.agent.planner;

import java.time.LocalDate;
import java.util.List;

/** One message of the conversation, with the names of what came attached. */
public record SentMessage(long seq, int turn, LocalDate date, String agentId, String text, List<String> attachments) {
    public SentMessage {
        attachments = List.copyOf(attachments);
    }

    /** The messages with the first so many characters of each text. */
    static List<SentMessage> beginnings(List<SentMessage> messages, int characters) {
        return messages.stream()
                .map(message -> message.text.length() <= characters
                        ? message
                        : new SentMessage(
                                message.seq,
                                message.turn,
                                message.date,
                                message.agentId,
                                message.text.substring(0, characters),
                                message.attachments))
                .toList();
    }

    static List<SentMessage> of(AgentMemory memory) {
        return memory.messages().stream()
                .map(said -> new SentMessage(
                        said.seq(), said.turn(), said.date(), said.agentId(), said.text(), said.attachments()))
                .toList();
    }
}
