package me.fhir.chitchat.llm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The providers of chat models, in the order they are listed and preferred. */
public enum Provider {
    OPENROUTER("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    GOOGLE("google", "Google Gemini", "https://generativelanguage.googleapis.com", "GEMINI_API_KEY"),
    OPENAI("openai", "The OpenAI-compatible server", null, "OPENAI_BASE_URL"),
    MOCK("mock", "The rehearsal model", null, "nothing"),
    BROWSERSIDE("browserside", "The caller's page", null, "a page");

    private final String wire;
    private final String title;
    private final @Nullable String baseUrl;
    private final String needs;

    Provider(String wire, String title, @Nullable String baseUrl, String needs) {
        this.wire = wire;
        this.title = title;
        this.baseUrl = baseUrl;
        this.needs = needs;
    }

    public static Optional<Provider> named(String wire) {
        return Arrays.stream(values())
                .filter(provider -> provider.wire.equals(wire))
                .findFirst();
    }

    /** The name in requests, answers and configuration. */
    public String wire() {
        return wire;
    }

    /** How a sentence begins that is about this provider. */
    public String title() {
        return title;
    }

    /** Where its API is, unless configured otherwise. */
    public @Nullable String baseUrl() {
        return baseUrl;
    }

    /** The environment variable that makes it available. */
    public String needs() {
        return needs;
    }

    /** The environment variable that holds its key. */
    public String keyVariable() {
        return this == OPENAI ? "OPENAI_API_KEY" : needs;
    }

    /** The models it has unless configured otherwise. */
    public List<String> builtIn() {
        return switch (this) {
            case OPENROUTER -> List.of("openai/gpt-oss-120b:nitro", "qwen/qwen3-235b-a22b-2507:nitro", "openai/gpt-5");
            case GOOGLE -> List.of("gemini-2.5-flash-lite", "gemini-2.5-flash", "gemini-2.5-pro");
            case MOCK -> List.of("mock-model");
            case OPENAI, BROWSERSIDE -> List.of();
        };
    }

    /** A note for the person who chooses a provider. */
    public String description() {
        return switch (this) {
            case OPENROUTER -> "OpenRouter: many vendors' models with one key (OPENROUTER_API_KEY)";
            case GOOGLE -> "Google Gemini (GEMINI_API_KEY)";
            case OPENAI -> "Any OpenAI-compatible server: Ollama, vLLM, llama-server, a gateway (OPENAI_BASE_URL)";
            case MOCK -> "Rehearsal: a deterministic model inside this server, without network or key";
            case BROWSERSIDE -> "Models that the caller's own page runs; this server cannot call them";
        };
    }
}
