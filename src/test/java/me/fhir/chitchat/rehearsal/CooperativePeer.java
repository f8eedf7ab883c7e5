package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.RawJson;

/** Opens, then answers each question with the facts that it has, in their own words. */
final class CooperativePeer implements Agent {
    private final List<String> untold;
    private boolean opened;
    private final String opening;

    CooperativePeer(String opening, List<String> facts) {
        this.opening = opening;
        this.untold = new ArrayList<>(facts);
    }

    @Override
    public void takeTurn(TurnContext turn) throws InterruptedException {
        turn.sendMessage(new RawJson(Play.says(opened ? answer(lastMessage(turn)) : opening)), Finality.TURN);
        opened = true;
    }

    private static String lastMessage(TurnContext turn) {
        return turn.lastMessageOfOthers()
                .map(event -> MessagePayload.of(event).text())
                .orElse("");
    }

    private String answer(String question) {
        Set<String> asked = words(question);
        List<String> told = new ArrayList<>();
        for (String fact : untold) {
            if (words(fact).stream().anyMatch(asked::contains)) {
                told.add(fact);
            }
        }
        if (told.isEmpty()) {
            untold.stream().limit(1).forEach(told::add);
        }
        untold.removeAll(told);
        return told.isEmpty() ? "…" : String.join(" ", told);
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            if (Character.UnicodeScript.of(word.isEmpty() ? ' ' : word.codePointAt(0)) == Character.UnicodeScript.HAN) {
                for (int i = 0; i + 2 <= word.length(); i++) {
                    words.add(word.substring(i, i + 2));
                }
            } else if (word.length() > 3) {
                words.add(word.substring(0, Math.min(6, word.length())));
            }
        }
        return words;
    }
}
