package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Optional;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.evidence.EvidenceArchive;
import me.fhir.chitchat.evidence.EvidenceSource;
import me.fhir.chitchat.scenario.ScenarioLookup;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.verdict.live.Verdicts;

/** A conversation as a file that proves itself. */
@Path("/conversations/{id}/evidence.zip")
public final class EvidenceResource {
    private static final String ZIP = "application/zip";
    private static final RawJson NONE = new RawJson("null");

    private final Verdicts verdicts;
    private final ScenarioLookup scenarios;
    private final ApiBase address;
    private final Clock clock;

    public EvidenceResource(Verdicts verdicts, ScenarioLookup scenarios, ApiBase address, Clock clock) {
        this.verdicts = verdicts;
        this.scenarios = scenarios;
        this.address = address;
        this.clock = clock;
    }

    @GET
    @Produces(ZIP)
    public Response read(
            @PathParam("id") String id,
            @Context ContainerRequestContext request,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        long conversation = ConversationNumber.of(id);
        Access access = CallerFilter.access(request);
        Optional<Head> head = access.conversations().head(conversation);
        Optional<Conversation> listed = access.conversations().conversation(conversation);
        if (head.isEmpty() || listed.isEmpty()) {
            throw ConversationException.unknownConversation(conversation);
        }
        EvidenceSource source = new EvidenceSource(
                access.conversations(),
                new EvidenceSource.LoggedConversation(listed.get(), head.get()),
                access.scenario(conversation, scenario(head.get())),
                verdicts.find(conversation)
                        .map(verdict -> access.verdict(conversation, verdict))
                        .orElse(NONE),
                new EvidenceSource.EvidenceRequest(
                        address.apiBase(uri, headers), access.view(conversation), clock.instant()));
        StreamingOutput archive = out -> new EvidenceArchive(source).write(out);
        return Response.ok(archive, ZIP)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"conversation-" + conversation + "-evidence.zip\"")
                .build();
    }

    /** By the head, because the excerpt of a Meta does not name the scenario. */
    private RawJson scenario(Head head) {
        return scenarios.find(head.conversation(), head.setup().scenarioId()).orElse(NONE);
    }
}
