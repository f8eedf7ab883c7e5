package me.fhir.chitchat.resources;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.admission.RequestBody;
import me.fhir.chitchat.concurrent.Futures;
import me.fhir.chitchat.conversation.ImportStore;
import me.fhir.chitchat.conversation.ImportedConversation;
import me.fhir.chitchat.evidence.EvidenceException;
import me.fhir.chitchat.evidence.EvidenceImport;
import me.fhir.chitchat.evidence.EvidenceLimits;
import me.fhir.chitchat.json.JsonWriter;

/** Takes conversations that were held on other servers, as evidence. Everybody who may create conversations may. */
@Path("/evidence")
@Produces(MediaType.APPLICATION_JSON)
public final class EvidenceImportResource {
    private static final long MAX_WAIT_SECONDS = 10;
    private static final String BUSY = "Another file is being imported; send this one again in a moment.";

    private final ImportStore store;
    private final Clock clock;
    /** Unpacked, a file takes memory that no budget counts: one at a time. */
    private final Semaphore turn = new Semaphore(1, true);

    public EvidenceImportResource(ImportStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @POST
    @Consumes("application/zip")
    public Response load(InputStream body) throws IOException {
        ImportStore.Imported imported = stored(received(body));
        String json = JsonWriter.object(answer -> {
            if (!imported.fresh()) {
                answer.text("error", "This was imported before, as conversation " + imported.conversation() + ".");
            }
            answer.number("conversationId", imported.conversation());
        });
        if (!imported.fresh()) {
            return JsonResponses.json(Response.status(409), json);
        }
        return JsonResponses.json(Response.status(201), json);
    }

    private static byte[] received(InputStream body) throws IOException {
        byte[] bytes;
        try {
            bytes = body.readNBytes(RequestBody.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new ApiException(400, RequestBody.INCOMPLETE);
        }
        if (bytes.length > RequestBody.MAX_BYTES) {
            RequestBody.drop(body);
            throw new ApiException(413, RequestBody.TOO_LARGE);
        }
        return bytes;
    }

    private ImportStore.Imported stored(byte[] archive) throws IOException {
        try {
            if (!turn.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new ApiException(503, BUSY, Map.of(HttpHeaders.RETRY_AFTER, "5"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(503, BUSY, Map.of(HttpHeaders.RETRY_AFTER, "5"));
        }
        try {
            return Futures.join(store.add(read(archive)));
        } finally {
            turn.release();
        }
    }

    /** A zip file's directory is at its end, so it is read from the disk; for its owner's eyes alone. */
    private ImportedConversation read(byte[] archive) throws IOException {
        java.nio.file.Path file = Files.createTempFile("evidence", ".zip");
        try {
            Files.write(file, archive);
            return EvidenceImport.read(
                    file, EvidenceLimits.RECEIVED, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        } catch (EvidenceException e) {
            throw new ApiException(400, "The evidence is refused, and nothing was stored: " + e.sentence());
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
