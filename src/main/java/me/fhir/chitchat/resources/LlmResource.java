package me.fhir.chitchat.resources;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ModelCatalog;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.ProviderListing;
import me.fhir.chitchat.llm.ToolCall;

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
    public List<ProviderListing> providers() throws InterruptedException {
        return catalog.listings();
    }

    /** Waits for the model's answer. */
    @POST
    @Path("/complete")
    @Consumes(MediaType.APPLICATION_JSON)
    public String complete(@Context HttpHeaders headers, InputStream body) throws ModelException, InterruptedException {
        access.requireAllowed(headers);
        ChatRequest request = CompleteBody.parse(JsonBody.object(body));
        access.requireShort(request);
        return json(model.complete(request));
    }

    private static String json(ChatResponse response) {
        JsonWriter json = new JsonWriter().beginObject().text("content", response.content());
        if (!response.output().reasoning().isBlank()) {
            json.text("reasoning", response.output().reasoning());
        }
        if (!response.toolCalls().isEmpty()) {
            json.objects("toolCalls", response.toolCalls(), LlmResource::write);
        }
        ChatResponse.TokenUsage usage = response.usage();
        if (usage != null) {
            json.object("usage", members -> write(members, usage));
        }
        return json.text("model", response.model())
                .text("provider", response.provider())
                .optionalText("finishReason", response.finishReason())
                .endObject()
                .toString();
    }

    private static void write(JsonWriter json, ChatResponse.TokenUsage usage) {
        json.number("promptTokens", usage.promptTokens()).number("completionTokens", usage.completionTokens());
        if (usage.cost() != null) {
            json.number("cost", usage.cost());
        }
    }

    private static void write(JsonWriter json, ToolCall call) {
        // The object that the model meant; its bare text when it wrote no proper one.
        Json.Object meant = Json.objectOrNull(call.arguments());
        String arguments = meant == null ? JsonWriter.quoted(call.arguments()) : meant.raw();
        // Clients of the predecessor read args.
        json.text("id", call.id())
                .text("name", call.name())
                .raw("arguments", arguments)
                .raw("args", arguments);
    }
}
