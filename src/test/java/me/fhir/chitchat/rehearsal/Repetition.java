package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;

/** Messages and longer sentences that an agent says twice. */
final class Repetition {
    private Repetition() {}

    static List<String> in(Play.Result result) {
        return in(result.messages());
    }

    static List<String> by(String agentId, Play.Result result) {
        return in(result.messages().stream()
                .filter(event -> event.agentId().equals(agentId))
                .toList());
    }

    private static List<String> in(List<Event> messages) {
        List<String> repeated = new ArrayList<>();
        Set<String> said = new HashSet<>();
        for (Event event : messages) {
            String text = MessagePayload.of(event).text().strip();
            if (!said.add(event.agentId() + text)) {
                repeated.add(text);
            }
            for (String paragraph : text.split("\\n\\n", -1)) {
                if (paragraph.length() > 40
                        && !said.add(event.agentId() + "|" + paragraph.strip())
                        && !paragraph.equals(text)) {
                    repeated.add(paragraph);
                }
            }
        }
        return repeated;
    }
}
