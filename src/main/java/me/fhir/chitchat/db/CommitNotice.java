package me.fhir.chitchat.db;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import me.fhir.chitchat.conversation.Commit;

/**
 * That something was committed, as servers on one database tell each other: no content, which each reads when it has use for it.
 *
 * @param from the first seq
 * @param to the last seq
 * @param news whether every server is to read it
 */
record CommitNotice(String server, long conversation, long from, long to, boolean news) {
    /** A notification of PostgreSQL takes 8000 bytes less one. */
    private static final int MAX_CHARACTERS = 7500;

    /** All that was committed to a conversation after what is known here, the last of it in any case. */
    static CommitNotice missed(long conversation, long lastKnown) {
        return new CommitNotice("", conversation, lastKnown, Long.MAX_VALUE, false);
    }

    /** Whether this stands for a gap of unknown length, which begins after {@code from}. */
    boolean isGap() {
        return to == Long.MAX_VALUE;
    }

    static CommitNotice of(String server, Commit commit, boolean news) {
        return new CommitNotice(
                server,
                commit.after().conversation(),
                commit.events().get(0).seq(),
                commit.events().get(commit.events().size() - 1).seq(),
                news);
    }

    /** The notices of one server in as few texts as they fit in. */
    static List<String> texts(String server, List<CommitNotice> notices) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder(server);
        for (CommitNotice notice : notices) {
            if (text.length() > MAX_CHARACTERS) {
                texts.add(text.toString());
                text = new StringBuilder(server);
            }
            text.append(' ')
                    .append(notice.conversation())
                    .append(':')
                    .append(notice.from())
                    .append(':')
                    .append(notice.to())
                    .append(notice.news() ? ":n" : "");
        }
        if (!notices.isEmpty()) {
            texts.add(text.toString());
        }
        return texts;
    }

    /** What one of those texts says, in its order. */
    static List<CommitNotice> parse(String text) {
        StringTokenizer words = new StringTokenizer(text, " ");
        String server = words.nextToken();
        List<CommitNotice> notices = new ArrayList<>();
        while (words.hasMoreTokens()) {
            String[] parts = words.nextToken().split(":", 4);
            notices.add(new CommitNotice(
                    server,
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    parts.length > 3));
        }
        return notices;
    }
}
