package me.fhir.chitchat.http.wirelog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notes the frames of one WebSocket connection beside the requests over HTTP, for the conversations in which its client
 * plays a seat or that it began and asked for; all others are not kept. For any thread.
 */
public final class FrameLog {
    /** Stands in the place of an HTTP method. */
    public static final String METHOD = "WEBSOCKET";

    private static final String PATH = "/api/ws";
    private static final AddressSecrets NO_SECRETS = new AddressSecrets(Pattern.compile("(?!)"), "");

    private final ExchangeLog log;
    private final boolean on;
    private final Map<Long, KeptFor> owners = new ConcurrentHashMap<>();

    private record KeptFor(String name, AddressSecrets secrets) {}

    /** A frame whose answer is noted as well. */
    public interface Asked {
        void answered(String text);

        /** Instead of an answer the connection was closed. */
        void closed(int code, String reason);
    }

    /** @param on whether anything is kept: the page shows what it asks for already */
    public FrameLog(ExchangeLog log, boolean on) {
        this.log = log;
        this.on = on;
    }

    /** The client has shown a seat's code. */
    public void ofSeat(long conversation, String code) {
        own(conversation, new KeptFor(ExchangeLog.seatsOf(conversation), AddressSecrets.ofCode(code)));
    }

    /** The client has begun a conversation without seats and wants its frames shown. */
    public void ofConversation(long conversation) {
        own(conversation, new KeptFor(ExchangeLog.seatsOf(conversation), NO_SECRETS));
    }

    private void own(long conversation, KeptFor owner) {
        if (on) {
            owners.put(conversation, owner);
        }
    }

    /** Whether nothing would be kept. */
    public boolean isEmpty() {
        return owners.isEmpty();
    }

    /**
     * Notes what the client sent.
     *
     * @param conversation null when the frame names none: it is kept where there is only one that it can belong to
     * @return null when nothing is kept
     */
    public @Nullable Asked asked(@Nullable Long conversation, String text) {
        KeptFor owner = conversation == null ? only() : owners.get(conversation);
        if (owner == null) {
            return null;
        }
        Recording recording = begin(owner);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        recording.addRequestBytes(bytes, 0, bytes.length);
        return new RecordedFrame(recording);
    }

    private record RecordedFrame(Recording recording) implements Asked {
        @Override
        public void answered(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            recording.addResponseBytes(bytes, 0, bytes.length);
            recording.ended();
        }

        @Override
        public void closed(int code, String reason) {
            recording.closed(code);
            answered(reason);
        }
    }

    /** Notes what the server sent without being asked. */
    public void sent(long conversation, byte[] frame) {
        KeptFor owner = owners.get(conversation);
        if (owner != null) {
            Recording recording = begin(owner);
            recording.addResponseBytes(frame, 0, frame.length);
            recording.ended();
        }
    }

    private @Nullable KeptFor only() {
        List<KeptFor> all = List.copyOf(owners.values());
        return all.size() == 1 ? all.get(0) : null;
    }

    private Recording begin(KeptFor owner) {
        LoggedExchange.LoggedRequest frame =
                new LoggedExchange.LoggedRequest(METHOD, PATH, List.of(), new LoggedExchange.Body("", 0));
        Recording recording = log.begin(frame, owner.secrets());
        log.keep(owner.name(), recording);
        return recording;
    }
}
