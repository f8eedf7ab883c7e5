package me.fhir.chitchat.verdict;

import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;

/** Detects whether an event brings a number, a date, a name, a document or a tool result that the log had not yet. */
final class NewFacts {
    /** Beyond so many, what is forgotten may count as new again; a stall is then noticed later. */
    private static final int MAX_KEPT = 4_096;

    private static final int MIN_PLACES = 64;

    private static final int MIN_NAME_LENGTH = 2;

    /** Hashes, where 0 is an empty place; thousands of conversations are followed at a time. */
    private int[] seen = new int[MIN_PLACES];

    private int kept;

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
                    || (word.codePointCount(0, word.length()) >= MIN_NAME_LENGTH
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
        if (kept >= MAX_KEPT) {
            seen = new int[MIN_PLACES];
            kept = 0;
        } else if (2 * (kept + 1) > seen.length) {
            int[] before = seen;
            seen = new int[2 * before.length];
            for (int hash : before) {
                if (hash != 0) {
                    place(hash);
                }
            }
        }
        int hash = fact.hashCode();
        boolean fresh = place(hash == 0 ? 1 : hash);
        kept += fresh ? 1 : 0;
        return fresh;
    }

    /** Puts a hash into its place; false when it is there already. */
    private boolean place(int hash) {
        int mask = seen.length - 1;
        int at = (hash ^ (hash >>> 16)) & mask;
        while (seen[at] != 0) {
            if (seen[at] == hash) {
                return false;
            }
            at = (at + 1) & mask;
        }
        seen[at] = hash;
        return true;
    }
}
