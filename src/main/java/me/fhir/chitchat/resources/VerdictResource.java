package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.verdict.VerdictMarkdown;
import me.fhir.chitchat.verdict.live.Verdicts;

/** The verdict on a conversation, for programs as JSON and for people as Markdown. */
@Path("/conversations/{id}/verdict")
public final class VerdictResource {
    private static final String MARKDOWN = "text/markdown;charset=utf-8";

    private final Verdicts verdicts;

    public VerdictResource(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(@PathParam("id") String id, @Context ContainerRequestContext request, @Context UriInfo uri) {
        return JsonResponses.ok(verdict(id, request, uri).text());
    }

    @GET
    @Produces(MARKDOWN)
    public Response markdown(
            @PathParam("id") String id, @Context ContainerRequestContext request, @Context UriInfo uri) {
        String text =
                VerdictMarkdown.of(StoredJson.object(verdict(id, request, uri).text()));
        return Response.ok(text, MARKDOWN).build();
    }

    private RawJson verdict(String id, ContainerRequestContext request, UriInfo uri) {
        long conversation = ConversationNumber.of(id);
        Access access = CallerFilter.access(request);
        // Before anything is computed, so that who may not see it gets no other answer, and waits no longer.
        access.conversations().requireHead(conversation);
        String contract = uri.getQueryParameters().getFirst("contract");
        if (contract != null && !contract.equals("current")) {
            throw new ApiException(400, "contract must be \"current\", or left out for the verdict of the time.");
        }
        Optional<RawJson> verdict = contract == null ? verdicts.find(conversation) : verdicts.recomputed(conversation);
        return access.verdict(
                conversation, verdict.orElseThrow(() -> ConversationException.unknownConversation(conversation)));
    }
}
