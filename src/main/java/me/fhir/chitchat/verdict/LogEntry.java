package me.fhir.chitchat.verdict;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/** One event of a log with the content of what is attached to it, read once for all its readers. For one thread. */
public final class LogEntry {
    private final Event event;
    private final Json.Object payload;
    private final List<Passage> attachments;
    private @Nullable Passage text;

    /** A text and, computed on demand, its normal form. Of a longer one than {@value #MAX_LENGTH} that of its beginning. */
    static final class Passage {
        private static final int MAX_LENGTH = 1 << 20;
        /** Pieces overlap, so that a match across a border is whole in one of them. */
        private static final int OVERLAP = 2_048;

        private final String raw;
        private @Nullable NormalText normal;

        Passage(String raw) {
            this.raw = raw;
        }

        String raw() {
            return raw;
        }

        boolean isLong() {
            return raw.length() > MAX_LENGTH;
        }

        /** As much of it as is held against checks. */
        String head() {
            return isLong() ? raw.substring(0, MAX_LENGTH) : raw;
        }

        /** All of it, in pieces that overlap. */
        void pieces(Consumer<Passage> each) {
            if (!isLong()) {
                each.accept(this);
                return;
            }
            for (int from = 0; from < raw.length(); from += MAX_LENGTH - OVERLAP) {
                each.accept(new Passage(raw.substring(from, Math.min(raw.length(), from + MAX_LENGTH))));
            }
        }

        NormalText normal() {
            NormalText known = normal;
            if (known == null) {
                known = NormalText.of(head());
                normal = known;
            }
            return known;
        }
    }

    /**
     * Reads an event.
     *
     * @param documents what is attached to it, in the order of its message
     */
    public LogEntry(Event event, List<Attachment.Document> documents) {
        this.event = event;
        this.payload = StoredJson.object(event.entry().payload().text());
        this.attachments = new ArrayList<>();
        documents.forEach(document -> attachments.add(new Passage(text(document))));
    }

    private static String text(Attachment.Document document) {
        Attachment.Content content = document.content();
        if (!content.base64()) {
            return content.text();
        }
        try {
            return new String(Base64.getMimeDecoder().decode(content.text()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return content.text();
        }
    }

    public Event event() {
        return event;
    }

    public long seq() {
        return event.seq();
    }

    String agentId() {
        return event.agentId();
    }

    boolean isMessage() {
        return event.entry() instanceof Entry.Message;
    }

    /** Whether it is a trace of this type, such as {@code tool_call}. */
    boolean isTrace(String type) {
        return event.entry() instanceof Entry.Trace && type.equals(payload.text("type"));
    }

    Json.Object payload() {
        return payload;
    }

    MessagePayload message() {
        return new MessagePayload(payload);
    }

    /** The text of a message. */
    Passage text() {
        Passage known = text;
        if (known == null) {
            String said = payload.text("text");
            known = new Passage(said == null ? "" : said);
            text = known;
        }
        return known;
    }

    /** The contents of a message's attachments. */
    List<Passage> attachments() {
        return attachments;
    }
}
