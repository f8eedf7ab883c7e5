package me.fhir.chitchat.llm;

import com.fasterxml.jackson.annotation.JsonMerge;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.dropwizard.client.JerseyClientConfiguration;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The part {@code llm} of the configuration: which models there are, and how they are called. */
public final class LlmConfiguration {
    /**
     * The provider of a request that names none; default: the first available of openrouter, google, openai, else mock.
     */
    @JsonProperty
    private @Nullable String defaultProvider;

    /** The model of a request that names none; default: the provider's first one. */
    @JsonProperty
    private @Nullable String defaultModel;

    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private ProviderSettings openrouter = ProviderSettings.NONE;

    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private ProviderSettings google = ProviderSettings.NONE;

    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private ProviderSettings openai = ProviderSettings.NONE;

    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private ProviderSettings mock = ProviderSettings.NONE;

    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private ProviderSettings browserside = ProviderSettings.NONE;

    /** Requests that one provider is sent at a time; the others wait in line. Default 8. */
    @Min(1)
    @Max(1000)
    @JsonProperty
    private int maxConcurrent = 8;

    /** The longest answer in tokens, of requests that set no limit themselves; default and 0: the provider decides. */
    @Min(0)
    @JsonProperty
    private int maxTokens;

    /** How long a call may take from asking to answer: queue, retries and pauses included. Default 120 s. */
    @MinDuration(value = 1, unit = TimeUnit.SECONDS)
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private Duration deadline = Duration.seconds(120);

    @Valid
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private DebugLogSettings debugLog = DebugLogSettings.OFF;

    /** The HTTP client below all providers; a call's deadline counts before its {@code timeout}. */
    @Valid
    @JsonProperty
    @JsonMerge
    @JsonSetter(nulls = Nulls.SKIP)
    private JerseyClientConfiguration http = plainPosts();

    /** The client settings that model servers need: a length instead of chunks, no compressed requests, no uncounted retries. */
    private static JerseyClientConfiguration plainPosts() {
        JerseyClientConfiguration http = new JerseyClientConfiguration();
        http.setConnectionTimeout(Duration.seconds(5));
        http.setConnectionRequestTimeout(Duration.seconds(5));
        http.setTimeout(Duration.seconds(120));
        http.setRetries(0);
        http.setGzipEnabled(false);
        http.setGzipEnabledForRequests(false);
        http.setChunkedEncodingEnabled(false);
        http.setValidateAfterInactivityPeriod(Duration.seconds(2));
        return http;
    }

    /** The defaults of a request that names nothing; parts are null where nothing is configured. */
    public ModelChoice defaultChoice() {
        return new ModelChoice(textOrNull(defaultProvider), textOrNull(defaultModel));
    }

    public ProviderSettings settings(Provider provider) {
        return switch (provider) {
            case OPENROUTER -> openrouter;
            case GOOGLE -> google;
            case OPENAI -> openai;
            case MOCK -> mock;
            case BROWSERSIDE -> browserside;
        };
    }

    public int maxConcurrent() {
        return maxConcurrent;
    }

    /** The limit of a request that sets none, or null when the provider decides. */
    public @Nullable Integer maxTokens() {
        return maxTokens == 0 ? null : maxTokens;
    }

    public java.time.Duration deadline() {
        return deadline.toJavaDuration();
    }

    public DebugLogSettings debugLog() {
        return debugLog;
    }

    public JerseyClientConfiguration http() {
        return http;
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
