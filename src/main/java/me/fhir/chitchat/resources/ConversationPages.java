package me.fhir.chitchat.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.ConversationJson;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the list of conversations as answers, which are kept until something is written. Long ones are streamed anew to
 * each caller. For any thread.
 */
final class ConversationPages {
    /** Characters of the longest page that is kept. */
    private static final int MAX_KEPT = 256 * 1024;

    /** Bytes of all that are kept. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** The query, the entry and the tag, about. */
    private static final int ENTRY_BYTES = 500;

    /** A person's tool may change the data file too, of which the store gets no notice. */
    private static final Duration MAX_KEPT_TIME = Duration.ofSeconds(1);

    private final ConversationStore store;
    private final Cache<ConversationQuery, KeptPage> kept;

    /** @param version of the store, asked for before anything of the page was read */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record KeptPage(OptionalLong version, byte[] body, String tag) {}

    ConversationPages(ConversationStore store) {
        this(store, Ticker.systemTicker());
    }

    /** @param ticker how long a page has been kept */
    ConversationPages(ConversationStore store, Ticker ticker) {
        this.store = store;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(MAX_BYTES)
                .weigher((ConversationQuery query, KeptPage page) -> ENTRY_BYTES + page.body().length)
                .expireAfterWrite(MAX_KEPT_TIME)
                .ticker(ticker)
                // Its upkeep is short and needs no thread of its own.
                .executor(Runnable::run)
                .build();
    }

    /** @param ifNoneMatch the lines of this header */
    Response response(ConversationQuery query, List<String> ifNoneMatch) {
        OptionalLong version = store.version();
        KeptPage known = version.isPresent() ? kept.getIfPresent(query) : null;
        if (known != null && known.version().equals(version)) {
            return response(known, ifNoneMatch);
        }
        // The first page of the store is read before the answer begins, so that a store that fails gets an
        // error status.
        List<Conversation> first = conversations(query);
        KeptPage page = page(version, query, first);
        if (page == null) {
            return Response.ok((StreamingOutput) out -> stream(query, first, out))
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
        // With a time in it hardly any query comes again.
        if (version.isPresent() && query.filter().updatedAfter() == null) {
            kept.put(query, page);
        }
        return response(page, ifNoneMatch);
    }

    private static Response response(KeptPage page, List<String> ifNoneMatch) {
        Response.ResponseBuilder response = EntityTag.known(ifNoneMatch, page.tag())
                ? Response.notModified()
                : Response.ok(page.body()).type(MediaType.APPLICATION_JSON_TYPE);
        return response.header(HttpHeaders.ETAG, page.tag()).build();
    }

    private List<Conversation> conversations(ConversationQuery query) {
        return query.limit() == 0 ? List.of() : store.conversations(query);
    }

    /** The whole answer; null when it is too long to be made at once. */
    private @Nullable KeptPage page(OptionalLong version, ConversationQuery query, List<Conversation> first) {
        StringBuilder text = new StringBuilder();
        JsonWriter json =
                JsonWriter.into(text).beginObject().name("conversations").beginList();
        int written = 0;
        for (List<Conversation> part = first; !part.isEmpty(); part = conversations(query.from(written))) {
            for (Conversation conversation : part) {
                ConversationJson.write(json, conversation);
                if (text.length() > MAX_KEPT) {
                    return null;
                }
            }
            written += part.size();
        }
        String body = json.endList().endObject().toString();
        return new KeptPage(version, body.getBytes(StandardCharsets.UTF_8), EntityTag.of(body));
    }

    /** Writes what the store gives at a time, so that no more than that is in memory. */
    private void stream(ConversationQuery query, List<Conversation> first, OutputStream out) throws IOException {
        JsonWriter json = new JsonWriter().beginObject().name("conversations").beginList();
        int written = 0;
        for (List<Conversation> part = first; !part.isEmpty(); part = conversations(query.from(written))) {
            for (Conversation conversation : part) {
                ConversationJson.write(json, conversation);
                out.write(json.take().getBytes(StandardCharsets.UTF_8));
            }
            written += part.size();
        }
        out.write(json.endList().endObject().take().getBytes(StandardCharsets.UTF_8));
    }
}
