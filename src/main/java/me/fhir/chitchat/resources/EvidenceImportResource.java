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
import java.util.Map;
import me.fhir.chitchat.conversation.ImportStore;
import me.fhir.chitchat.evidence.EvidenceException;
import me.fhir.chitchat.evidence.EvidenceIntake;
import me.fhir.chitchat.http.admission.RequestBody;
import me.fhir.chitchat.json.JsonWriter;

/** Takes conversations that were held on other servers, as evidence. Everybody who may create conversations may. */
@Path("/evidence")
@Produces(MediaType.APPLICATION_JSON)
public final class EvidenceImportResource {
    private static final String BUSY = "Another file is being imported; send this one again in a moment.";

    private final EvidenceIntake intake;

    public EvidenceImportResource(EvidenceIntake intake) {
        this.intake = intake;
    }

    @POST
    @Consumes("application/zip")
    public Response load(InputStream body) throws IOException, InterruptedException {
        ImportStore.Imported imported = imported(received(body));
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
            bytes = RequestBody.readBytes(body);
        } catch (IOException e) {
            throw new ApiException(400, RequestBody.INCOMPLETE);
        }
        if (bytes.length > RequestBody.MAX_BYTES) {
            throw new ApiException(413, RequestBody.TOO_LARGE);
        }
        return bytes;
    }

    private ImportStore.Imported imported(byte[] archive) throws IOException, InterruptedException {
        try {
            return intake.add(archive)
                    .orElseThrow(() -> new ApiException(503, BUSY, Map.of(HttpHeaders.RETRY_AFTER, "5")));
        } catch (EvidenceException e) {
            throw new ApiException(400, "The evidence is refused, and nothing was stored: " + e.sentence());
        }
    }
}
