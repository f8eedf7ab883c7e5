package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.dropwizard.testing.junit5.ResourceExtension;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.LlmConfiguration;
import me.fhir.chitchat.llm.ModelCatalog;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.ModelList;
import me.fhir.chitchat.llm.Purpose;
import me.fhir.chitchat.llm.Sampling;
import me.fhir.chitchat.llm.ToolCall;
import me.fhir.chitchat.llm.ToolDefinition;
import me.fhir.chitchat.llm.UnusableRequestException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DropwizardExtensionsSupport.class)
class LlmResourceTest {
    private static final ObjectMapper MAPPER = Jackson.newObjectMapper();
    private static final AtomicReference<@Nullable ChatRequest> ASKED = new AtomicReference<>();
    private static final AtomicReference<ChatModel> MODEL = new AtomicReference<>();
    private static final String USER = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    static final ResourceExtension RESOURCES = ResourceExtension.builder()
            .setRegisterDefaultExceptionMappers(false)
            .addResource(new LlmResource(catalog(), request -> {
                ASKED.set(request);
                return Objects.requireNonNull(MODEL.get()).complete(request);
            }))
            .addProvider(new Told())
            .addProvider(new Invalid())
            .addProvider(new InterruptedMapper())
            .addProvider(new ModelExceptionMapper())
            .addProvider(new UnusableRequestMapper())
            .build();

    private static final class Invalid implements ExceptionMapper<ValidationException> {
        @Override
        public Response toResponse(ValidationException e) {
            return Response.status(400).entity(PlainJson.text(e.fieldErrors())).build();
        }
    }

    private static final class Told implements ExceptionMapper<ApiException> {
        @Override
        public Response toResponse(ApiException e) {
            return Response.status(e.status())
                    .entity(JsonWriter.quoted(e.sentence()))
                    .build();
        }
    }

    private static ModelCatalog catalog() {
        try {
            return new ModelCatalog(MAPPER.readValue("{}", LlmConfiguration.class), ModelList.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response post(String body) {
        return RESOURCES.target("/llm/complete").request().post(Entity.entity(body, MediaType.APPLICATION_JSON_TYPE));
    }

    @Test
    void listsProvidersWithNullWhereThereIsNoDefault() {
        String json = RESOURCES.target("/llm/providers").request().get(String.class);

        assertThat(json)
                .startsWith("[{\"name\":\"openrouter\",\"description\":")
                .contains("\"models\":[],\"defaultModel\":null,\"available\":false}")
                .contains("\"models\":[\"mock-model\"],\"defaultModel\":\"mock-model\",\"available\":true}");
    }

    @Test
    void answersAsTheContractSays() {
        MODEL.set(request -> new ChatResponse(
                "a \"quote\"",
                List.of(new ToolCall("c1", "look", "{\"n\": 1.10}"), new ToolCall("c2", "bad", "{oops")),
                new ChatResponse.TokenUsage(3, 4, 0.25),
                "openrouter",
                "openai/gpt-5",
                "stop"));

        Response response = post("{" + USER + "}");

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.readEntity(String.class))
                .isEqualTo("{\"content\":\"a \\\"quote\\\"\",\"toolCalls\":["
                        + "{\"id\":\"c1\",\"name\":\"look\",\"arguments\":{\"n\": 1.10},\"args\":{\"n\": 1.10}},"
                        + "{\"id\":\"c2\",\"name\":\"bad\",\"arguments\":\"{oops\",\"args\":\"{oops\"}],"
                        + "\"usage\":{\"promptTokens\":3,\"completionTokens\":4,\"cost\":0.25},"
                        + "\"model\":\"openai/gpt-5\",\"provider\":\"openrouter\",\"finishReason\":\"stop\"}");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        MODEL.set(request -> new ChatResponse("x", List.of(), null, "mock", "mock-model", null));

        assertThat(post("{" + USER + "}").readEntity(String.class))
                .isEqualTo("{\"content\":\"x\",\"model\":\"mock-model\",\"provider\":\"mock\"}");
    }

    @Test
    void passesEverythingOn() {
        MODEL.set(request -> new ChatResponse("x", List.of(), null, "mock", "mock-model", null));

        post("""
                {"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},{"role":"assistant","content":"a"}],
                 "provider":"mock","model":"mock-model","temperature":2,"maxTokens":1,"apiKey":"mine","stream":true,
                 "tools":[{"name":"t","description":"","parameters":{"maximum":1e400}}],
                 "loggingMetadata":{"conversationId":12,"agentName":"a","turnNumber":2,"scenarioId":null,"requestId":"r","x":[]}}
                """);

        assertThat(ASKED.get())
                .isEqualTo(new ChatRequest(
                        List.of(ChatMessage.system("s"), ChatMessage.user("u"), ChatMessage.assistant("a")),
                        new ModelChoice("mock", "mock-model"),
                        new Sampling(2.0, 1),
                        List.of(new ToolDefinition("t", "", "{\"maximum\":1e400}")),
                        new CallLabel("12", "a", 2, null, null, "r"),
                        Purpose.CHAT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|messages",
                "{\"messages\":null}|messages",
                "{\"messages\":\"x\"}|messages",
                "{\"messages\":[]}|messages",
                "{\"messages\":[7]}|messages.0",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"tool\",\"content\":\"x\"}]}|messages.1.role",
                "{\"messages\":[{\"role\":\"user\"}]}|messages.0.content",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}|messages.0.content",
                "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}|messages.0.content",
                "{USER,\"temperature\":2.1}|temperature",
                "{USER,\"temperature\":-0.1}|temperature",
                "{USER,\"temperature\":\"1\"}|temperature",
                "{USER,\"temperature\":1e999}|temperature",
                "{USER,\"maxTokens\":0}|maxTokens",
                "{USER,\"maxTokens\":1.5}|maxTokens",
                "{USER,\"maxTokens\":99999999999}|maxTokens",
                "{USER,\"provider\":7}|provider",
                "{USER,\"model\":\"\"}|model",
                "{USER,\"model\":\"a\\nb\"}|model",
                "{USER,\"tools\":{}}|tools",
                "{USER,\"tools\":[{\"description\":\"d\",\"parameters\":{}}]}|tools.0.name",
                "{USER,\"tools\":[{\"name\":\"n\",\"parameters\":{}}]}|tools.0.description",
                "{USER,\"tools\":[{\"name\":\"n\",\"description\":\"d\",\"parameters\":[]}]}|tools.0.parameters",
                "{USER,\"loggingMetadata\":[]}|loggingMetadata",
                "{USER,\"loggingMetadata\":{\"turnNumber\":\"2\"}}|loggingMetadata.turnNumber",
                "{USER,\"loggingMetadata\":{\"agentName\":true}}|loggingMetadata.agentName"
            })
    void namesTheWrongField(String body, String path) throws Exception {
        Response response = post(body.replace("USER", USER));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(PlainJson.map(Json.parseObject(response.readEntity(String.class))))
                .containsOnlyKeys(path);
    }

    @Test
    void namesAllWrongFieldsAtOnce() throws Exception {
        Response response =
                post("{\"messages\":[{\"role\":\"x\",\"content\":\"\"},null],\"temperature\":9,\"maxTokens\":-1,"
                        + "\"tools\":[{}]}");

        assertThat(PlainJson.map(Json.parseObject(response.readEntity(String.class))))
                .containsOnlyKeys(
                        "messages.0.role",
                        "messages.0.content",
                        "messages.1",
                        "temperature",
                        "maxTokens",
                        "tools.0.name",
                        "tools.0.description",
                        "tools.0.parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"messages\": [", "", "[1, 2]", "null", "\"text\"", "{} {}"})
    void bodyThatIsNoJsonObjectIsABadRequest(String body) {
        Response response = post(body);

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.readEntity(String.class)).containsPattern("The body .*JSON");
    }

    @Test
    void anotherMediaTypeIsUnsupported() {
        Response response = RESOURCES.target("/llm/complete").request().post(Entity.text("{" + USER + "}"));

        assertThat(response.getStatus()).isEqualTo(415);
    }

    @Test
    void providersFailureIsABadGatewayWithTheSentence() {
        MODEL.set(request -> {
            throw new ModelException(new ModelException.FailureDetails("google", 429, null, true), "Try \"later\".");
        });

        Response response = post("{" + USER + "}");

        assertThat(response.getStatus()).isEqualTo(502);
        assertThat(response.getMediaType().isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .isTrue();
        assertThat(response.readEntity(String.class))
                .isEqualTo("{\"error\":\"ProviderError\",\"message\":\"Try \\\"later\\\".\"}");
    }

    @Test
    void unusableRequestIsABadRequest() {
        MODEL.set(request -> {
            throw new UnusableRequestException("No such model.");
        });

        Response response = post("{" + USER + "}");

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.readEntity(String.class)).contains("No such model.");
    }

    @Test
    void stoppingServerIsUnavailable() {
        MODEL.set(request -> {
            throw new InterruptedException();
        });

        assertThat(post("{" + USER + "}").getStatus()).isEqualTo(503);
        // The in-memory container ran it on this thread.
        Thread.interrupted();
    }

    @Test
    void refusesListsThatNoPromptHasBeforeItLooksAtTheirElements() {
        String numbers = "1,".repeat(20_000) + "1";
        try (Response response = post("{\"messages\":[" + numbers + "]}")) {
            assertThat(response.getStatus()).isEqualTo(400);
            assertThat(response.readEntity(String.class))
                    .contains("must have at most 10000 elements, has 20001")
                    .hasSizeLessThan(1_000);
        }
    }

    @Test
    void namesTheFirstFaultsOnlyAndRefusesBodiesOfTooManyValues() {
        try (Response response = post("{\"messages\":[" + "1,".repeat(5_000) + "1]}")) {
            assertThat(response.readEntity(String.class)).contains("messages.0").doesNotContain("messages.100\"");
        }
        try (Response response = post("{\"messages\":[" + "1,".repeat(250_001) + "1]}")) {
            assertThat(response.getStatus()).isEqualTo(400);
        }
    }
}
