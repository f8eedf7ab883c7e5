package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.Variant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jspecify.annotations.Nullable;

/**
 * All scenarios as one answer, which is kept, compressed too, until one of them changes; then only that one is read
 * again. A list of more than {@value #MAX_KEPT} characters is streamed anew to each caller. For any thread.
 */
final class ScenarioList {
    private static final int MAX_KEPT = 4 * 1024 * 1024;
    private static final List<Variant> ENCODINGS =
            Variant.encodings("identity", "gzip").add().build();

    private final ScenarioStore store;
    private final BiConsumer<JsonWriter, ScenarioItem> writer;
    private volatile @Nullable Made last;

    /** The answers made from these versions, and each scenario in them; without both when they are too long to keep. */
    private record Made(
            List<ScenarioStore.Version> versions,
            Map<ScenarioStore.Version, String> rows,
            @Nullable Bodies bodies) {}

    private static final class Bodies {
        private final byte[] plain;
        private final byte[] compressed;
        private final String tag;

        Bodies(String json) {
            plain = json.getBytes(StandardCharsets.UTF_8);
            compressed = compressed(plain);
            tag = EntityTag.of(json);
        }
    }

    /** @param writer writes one scenario as a JSON value */
    ScenarioList(ScenarioStore store, BiConsumer<JsonWriter, ScenarioItem> writer) {
        this.store = store;
        this.writer = writer;
    }

    /** @param ifNoneMatch the lines of this header */
    Response response(Request request, List<String> ifNoneMatch) {
        // Only versions are read before the answer begins; a store that fails here still gets an error status.
        List<ScenarioStore.Version> versions = store.versions();
        Bodies bodies = bodies(versions);
        if (bodies == null) {
            return Response.ok((StreamingOutput) out -> stream(versions, out))
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
        Response.ResponseBuilder response = EntityTag.known(ifNoneMatch, bodies.tag)
                ? Response.notModified()
                : encoded(request, bodies).type(MediaType.APPLICATION_JSON_TYPE);
        return response.header(HttpHeaders.ETAG, bodies.tag)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .build();
    }

    private static Response.ResponseBuilder encoded(Request request, Bodies bodies) {
        Variant variant = request.selectVariant(ENCODINGS);
        return variant != null && "gzip".equals(variant.getEncoding())
                ? Response.ok(bodies.compressed).header(HttpHeaders.CONTENT_ENCODING, "gzip")
                : Response.ok(bodies.plain);
    }

    private @Nullable Bodies bodies(List<ScenarioStore.Version> versions) {
        Made made = last;
        if (made == null || !made.versions().equals(versions)) {
            made = make(versions);
        }
        return made.bodies();
    }

    /** One thread at a time; those that waited find what it has made. */
    private synchronized Made make(List<ScenarioStore.Version> versions) {
        Made before = last;
        if (before != null && before.versions().equals(versions)) {
            return before;
        }
        Map<ScenarioStore.Version, String> rows = rows(versions, before == null ? Map.of() : before.rows());
        Made made = rows == null
                ? new Made(versions, Map.of(), null)
                : new Made(versions, rows, new Bodies('[' + String.join(",", rows.values()) + ']'));
        last = made;
        return made;
    }

    /** Each scenario as JSON, in the order of the list; null when they are too long to keep. */
    private @Nullable Map<ScenarioStore.Version, String> rows(
            List<ScenarioStore.Version> versions, Map<ScenarioStore.Version, String> known) {
        Map<ScenarioStore.Version, String> rows = new LinkedHashMap<>();
        long length = 0;
        for (ScenarioStore.Version version : versions) {
            String row = known.get(version);
            if (row == null) {
                row = store.find(version.id()).map(this::row).orElse(null);
            }
            if (row != null) {
                rows.put(version, row);
                length += row.length() + 1;
            }
            if (length > MAX_KEPT) {
                return null;
            }
        }
        return rows;
    }

    private String row(ScenarioItem item) {
        JsonWriter json = new JsonWriter();
        writer.accept(json, item);
        return json.take();
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes one scenario after the other, so that one alone is in memory; those deleted meanwhile are left out. */
    private void stream(List<ScenarioStore.Version> versions, OutputStream out) throws IOException {
        char before = '[';
        for (ScenarioStore.Version version : versions) {
            Optional<ScenarioItem> item = store.find(version.id());
            if (item.isPresent()) {
                out.write(before);
                out.write(row(item.get()).getBytes(StandardCharsets.UTF_8));
                before = ',';
            }
        }
        out.write((before == '[' ? "[]" : "]").getBytes(StandardCharsets.UTF_8));
    }
}
