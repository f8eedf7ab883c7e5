package me.fhir.chitchat.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * One provider's part of the configuration; all of it may be left out, and blank text counts as left out.
 *
 * @param apiKey the provider's key
 * @param baseUrl where its API is; default: the provider's own address, none for {@code openai}
 * @param models the models it is limited to; default: the built-in ones, for {@code openai} those its server lists
 * @param routing for {@code openrouter}: the JSON object that is sent as {@code provider}
 * @param delay for {@code mock}: how long an answer takes; default and zero: no time
 */
public record ProviderSettings(
        @Nullable ApiKey apiKey,
        @Nullable String baseUrl,
        ModelNames models,
        @Nullable String routing,
        Duration delay) {
    public static final ProviderSettings NONE = new ProviderSettings(null, null, null, null, null);
    private static final String DEFAULT_ROUTING = JsonWriter.object(json -> json.texts("ignore", List.of("baseten"))
            .flag("allow_fallbacks", true)
            .text("sort", "throughput"));

    @JsonCreator
    public ProviderSettings(
            @JsonProperty("apiKey") @Nullable ApiKey apiKey,
            @JsonProperty("baseUrl") @Nullable String baseUrl,
            @JsonProperty("models") @Nullable ModelNames models,
            @JsonProperty("routing") @Nullable String routing,
            @JsonProperty("delay") @Nullable Duration delay) {
        this.apiKey = apiKey;
        this.baseUrl = baseUrl == null || baseUrl.isBlank() ? null : address(baseUrl);
        this.models = models == null ? ModelNames.UNSET : models;
        this.routing = routing == null || routing.isBlank() ? null : object(routing);
        this.delay = delay == null ? Duration.seconds(0) : delay;
    }

    /** The address of the provider's API, without a slash at its end; empty when it has none. */
    public Optional<String> base(Provider provider) {
        return Optional.ofNullable(baseUrl == null ? provider.baseUrl() : baseUrl);
    }

    /** The JSON object with OpenRouter's provider routing preferences. */
    public String routingOrDefault() {
        return routing == null ? DEFAULT_ROUTING : routing;
    }

    private static String address(String text) {
        String trimmed = text.strip();
        URI uri;
        try {
            uri = URI.create(trimmed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a provider's base URL is not a URL", e);
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a provider's base URL must be http(s)://host[:port][/path], without user or query");
        }
        return trimmed.replaceFirst("/+$", "");
    }

    private static String object(String json) {
        try {
            return Json.parseObject(json).raw();
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException(
                    "OPENROUTER_PROVIDER_CONFIG (llm.openrouter.routing) is not a JSON object: " + e.sentence(), e);
        }
    }
}
