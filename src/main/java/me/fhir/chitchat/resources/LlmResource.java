package me.fhir.chitchat.resources;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ModelBudgetException;
import me.fhir.chitchat.llm.ModelCatalog;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.ProviderListing;
import me.fhir.chitchat.llm.ToolCall;
import me.fhir.chitchat.llm.UnusableRequestException;

/** The server's models for its clients, who need no key of their own and can send none. */
@Path("/llm")
@Produces(MediaType.APPLICATION_JSON)
public final class LlmResource {
    private final ModelCatalog catalog;
    private final ChatModel model;
    private final CompletionAccess access;

    public LlmResource(ModelCatalog catalog, ChatModel model) {
        this(catalog, model, CompletionAccess.OPEN);
    }

    public LlmResource(ModelCatalog catalog, ChatModel model, CompletionAccess access) {
        this.access = access;
        this.catalog = catalog;
        this.model = model;
    }

    @GET
    @Path("/providers")
    public List<ProviderListing> providers() {
        try {
            return catalog.listings();
        } catch (InterruptedException e) {
            throw stopping();
        }
    }

    /** Waits for the model's answer. */
    @POST
    @Path("/complete")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response complete(@Context HttpHeaders headers, InputStream body) {
        access.requireAllowed(headers);
        ChatRequest request = CompleteBody.parse(JsonBody.object(body));
        access.requireShort(request);
        try {
            return Response.ok(json(model.complete(request))).build();
        } catch (ModelBudgetException e) {
            throw new ApiException(
                    429,
                    e.sentence(),
                    Map.of(
                            HttpHeaders.RETRY_AFTER,
                            String.valueOf(e.retryAfter().toSeconds() + 1)));
        } catch (UnusableRequestException e) {
            throw new ApiException(400, e.sentence());
        } catch (ModelException e) {
            String error = "{\"error\":\"ProviderError\",\"message\":" + JsonText.quote(e.sentence()) + "}";
            return Response.status(Response.Status.BAD_GATEWAY).entity(error).build();
        } catch (InterruptedException e) {
            throw stopping();
        }
    }

    private static ApiException stopping() {
        Thread.currentThread().interrupt();
        return new ApiException(503, "The server is stopping; ask again later.");
    }

    private static String json(ChatResponse response) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("content", JsonText.quote(response.content()));
        if (!response.output().reasoning().isBlank()) {
            members.put("reasoning", JsonText.quote(response.output().reasoning()));
        }
        if (!response.toolCalls().isEmpty()) {
            members.put(
                    "toolCalls",
                    response.toolCalls().stream().map(LlmResource::json).collect(Collectors.joining(",", "[", "]")));
        }
        if (response.usage() != null) {
            members.put("usage", json(response.usage()));
        }
        members.put("model", JsonText.quote(response.model()));
        members.put("provider", JsonText.quote(response.provider()));
        if (response.finishReason() != null) {
            members.put("finishReason", JsonText.quote(response.finishReason()));
        }
        return JsonObject.of(members).text();
    }

    private static String json(ChatResponse.Usage usage) {
        String cost = usage.cost() == null ? "" : ",\"cost\":" + usage.cost();
        return "{\"promptTokens\":" + usage.promptTokens() + ",\"completionTokens\":" + usage.completionTokens() + cost
                + "}";
    }

    private static String json(ToolCall call) {
        String arguments = arguments(call.arguments());
        // Clients of the predecessor read args.
        return "{\"id\":" + JsonText.quote(call.id()) + ",\"name\":" + JsonText.quote(call.name()) + ",\"arguments\":"
                + arguments + ",\"args\":" + arguments + "}";
    }

    /** The object that the model meant; its bare text when it wrote no proper one. */
    private static String arguments(String text) {
        try {
            return JsonObject.parse(text).text();
        } catch (JsonSyntaxException e) {
            return JsonText.quote(text);
        }
    }
}
