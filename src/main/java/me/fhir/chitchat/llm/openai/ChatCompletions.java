package me.fhir.chitchat.llm.openai;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.llm.ApiKey;
import me.fhir.chitchat.llm.Attempt;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ModelClient;
import me.fhir.chitchat.llm.Provider;
import me.fhir.chitchat.llm.ProviderSettings;
import me.fhir.chitchat.llm.http.Failures;
import me.fhir.chitchat.llm.http.HttpCall;
import me.fhir.chitchat.llm.http.HttpReply;
import me.fhir.chitchat.llm.http.ModelHttp;
import me.fhir.chitchat.llm.http.NoReplyException;
import org.jspecify.annotations.Nullable;

/** Asks OpenRouter, or any server that speaks OpenAI's chat-completions API. */
public final class ChatCompletions implements ModelClient {
    private final Provider provider;
    private final ProviderSettings settings;
    private final ModelHttp http;
    private final URI uri;
    private final TokenLimitMember tokenLimits = new TokenLimitMember();

    /** @throws IllegalArgumentException when the provider has no address */
    public ChatCompletions(Provider provider, ProviderSettings settings, ModelHttp http) {
        this.provider = provider;
        this.settings = settings;
        this.http = http;
        this.uri = URI.create(settings.base(provider)
                        .orElseThrow(() -> new IllegalArgumentException(provider.wire() + " has no base URL"))
                + "/chat/completions");
    }

    @Override
    public Attempt attempt(ChatRequest request, Duration timeLeft) throws InterruptedException {
        Failures failures =
                new Failures(provider, String.valueOf(request.choice().model()), settings.apiKey());
        long end = System.nanoTime() + timeLeft.toNanos();
        try {
            HttpReply reply = send(request, timeLeft);
            if (request.sampling().maxTokens() != null && tokenLimits.learn(failures.model(), reply)) {
                reply = send(request, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
            return new CompletionReply(failures, reply).read();
        } catch (NoReplyException e) {
            return failures.noReply(e);
        }
    }

    private HttpReply send(ChatRequest request, Duration timeLeft) throws NoReplyException, InterruptedException {
        String routing = provider == Provider.OPENROUTER ? settings.routingOrDefault() : null;
        String tokenLimit =
                tokenLimits.memberFor(String.valueOf(request.choice().model()));
        return http.send(new HttpCall(uri, headers(), CompletionBody.of(request, routing, tokenLimit)), timeLeft);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(authorization(settings.apiKey()));
        if (provider == Provider.OPENROUTER) {
            headers.put("X-Title", "Chitchat");
        }
        return headers;
    }

    static Map<String, String> authorization(@Nullable ApiKey key) {
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key.secret());
    }
}
