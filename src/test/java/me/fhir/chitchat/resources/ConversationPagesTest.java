package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.RawJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversationPagesTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final ConversationQuery ALL = new ConversationQuery(ConversationQuery.Filter.ALL, 50, 0);

    private final KnownConversations store = new KnownConversations();
    private final AtomicLong nanos = new AtomicLong();
    private final ConversationPages pages = new ConversationPages(store, nanos::get);

    @BeforeEach
    void putOne() {
        store.version = OptionalLong.of(1);
        put(1, "{}");
    }

    private void put(long id, String meta) {
        store.conversations.add(new Conversation(id, false, new RawJson(meta), AT, AT.plusMillis(id)));
    }

    private String text(ConversationQuery query) throws IOException {
        try (Response response = pages.response(query, List.of())) {
            if (response.getEntity() instanceof StreamingOutput streamed) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                streamed.write(out);
                return out.toString(StandardCharsets.UTF_8);
            }
            return new String((byte[]) response.getEntity(), StandardCharsets.UTF_8);
        }
    }

    private static String tag(Response response) {
        return response.getHeaderString("ETag");
    }

    @Test
    void pageIsReadOnceUntilSomethingIsWritten() throws IOException {
        String first = text(ALL);
        int asked = store.queries.size();
        assertThat(text(ALL)).isEqualTo(first);
        assertThat(store.queries).hasSize(asked);
        put(2, "{}");
        store.version = OptionalLong.of(2);
        assertThat(text(ALL)).contains("\"conversation\":2").contains("\"conversation\":1");
    }

    @Test
    void eachQueryHasAPageOfItsOwn() throws IOException {
        put(2, "{}");
        assertThat(text(ALL)).contains("\"conversation\":1").contains("\"conversation\":2");
        assertThat(text(new ConversationQuery(ConversationQuery.Filter.ALL, 50, 1)))
                .doesNotContain("\"conversation\":2");
        assertThat(text(new ConversationQuery(ConversationQuery.Filter.completed(true), 50, 0)))
                .isEqualTo("{\"conversations\":[]}");
    }

    @Test
    void writeDuringTheReadingOfAPageIsSeenByTheNextCaller() throws IOException {
        store.afterReading = () -> {
            store.afterReading = () -> {};
            put(2, "{}");
            store.version = OptionalLong.of(2);
        };
        text(ALL);
        assertThat(text(ALL)).contains("\"conversation\":2");
    }

    @Test
    void nothingIsKeptWhereOthersWrite() throws IOException {
        store.version = OptionalLong.empty();
        text(ALL);
        put(2, "{}");
        assertThat(text(ALL)).contains("\"conversation\":2");
    }

    @Test
    void showsChangesWithoutNotificationAfterASecond() throws IOException {
        text(ALL);
        put(2, "{}");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(text(ALL)).contains("\"conversation\":2");
    }

    @Test
    void callerThatHasThePageIsToldSo() {
        try (Response first = pages.response(ALL, List.of());
                Response known = pages.response(ALL, List.of(tag(first)))) {
            assertThat(known.getStatus()).isEqualTo(304);
            assertThat(tag(known)).isEqualTo(tag(first));
            assertThat(known.hasEntity()).isFalse();
        }
        put(2, "{}");
        store.version = OptionalLong.of(2);
        try (Response old = pages.response(ALL, List.of("\"other\""))) {
            assertThat(old.getStatus()).isEqualTo(200);
        }
    }

    @Test
    void longPageIsStreamedAndNotKept() throws IOException {
        put(2, "{\"long\":\"" + "x".repeat(300_000) + "\"}");
        try (Response response = pages.response(ALL, List.of())) {
            assertThat(tag(response)).isNull();
        }
        assertThat(text(ALL)).contains("\"conversation\":1").contains("xxx").endsWith("]}");
        put(3, "{}");
        assertThat(text(ALL)).contains("\"conversation\":3");
    }
}
