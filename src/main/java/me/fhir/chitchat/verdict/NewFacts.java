package me.fhir.chitchat.verdict;

import java.util.HashSet;
import java.util.Set;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;

/** Detects whether an event brings a number, a date, a name, a document or a tool result that the log had not yet. */
final class NewFacts {
    /** Beyond so many, what is forgotten may count as new again; a stall is then noticed later. */
    private static final int MOST_KEPT = 50_000;

    private static final int SHORTEST_NAME = 2;

    private final Set<String> seen = new HashSet<>();

    boolean isNew(LogEntry entry) {
        if (entry.isTrace("tool_result")) {
            Json result = entry.payload().get("result");
            return result != null
                    && add("result:" + entry.agentId() + ":" + result.raw().hashCode());
        }
        if (!entry.isMessage()) {
            return false;
        }
        boolean fresh = false;
        for (MessagePayload.Reference attachment : entry.message().attachments()) {
            fresh |= add("document:" + attachment.name());
        }
        for (LogEntry.Passage content : entry.attachments()) {
            fresh |= add("content:" + content.raw().hashCode());
        }
        boolean named = names(entry.text().raw());
        return fresh || named;
    }

    /** Numbers, and words with a capital that do not begin a sentence; in writing without capitals every word. */
    private boolean names(String text) {
        boolean fresh = false;
        boolean sentenceBegins = true;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int size = Character.charCount(c);
            if (!Character.isLetterOrDigit(c)) {
                sentenceBegins |= ".!?:\n\u3002\uff01\uff1f".indexOf(c) >= 0;
                i += size;
                continue;
            }
            int end = i + size;
            while (end < text.length() && Character.isLetterOrDigit(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            String word = text.substring(i, end);
            boolean telling = Character.isDigit(c)
                    || (word.codePointCount(0, word.length()) >= SHORTEST_NAME
                            && (isUncased(c) || (Character.isUpperCase(c) && !sentenceBegins)));
            if (telling) {
                fresh |= add(word);
            }
            sentenceBegins = false;
            i = end;
        }
        return fresh;
    }

    private static boolean isUncased(int c) {
        return Character.isLetter(c) && !Character.isLowerCase(c) && !Character.isUpperCase(c);
    }

    private boolean add(String fact) {
        if (seen.size() >= MOST_KEPT) {
            seen.clear();
        }
        return seen.add(fact);
    }
}
