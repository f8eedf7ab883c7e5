package me.fhir.chitchat.llm.gemini;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import me.fhir.chitchat.llm.ApiKey;
import me.fhir.chitchat.llm.Attempt;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ModelClient;
import me.fhir.chitchat.llm.Provider;
import me.fhir.chitchat.llm.ProviderSettings;
import me.fhir.chitchat.llm.http.Failures;
import me.fhir.chitchat.llm.http.HttpCall;
import me.fhir.chitchat.llm.http.ModelHttp;
import me.fhir.chitchat.llm.http.NoReplyException;

/** Asks Google's Gemini models. */
public final class GenerateContent implements ModelClient {
    private final ProviderSettings settings;
    private final ModelHttp http;

    public GenerateContent(ProviderSettings settings, ModelHttp http) {
        this.settings = settings;
        this.http = http;
    }

    @Override
    public Attempt attempt(ChatRequest request, Duration timeLeft) throws InterruptedException {
        String model = String.valueOf(request.choice().model());
        ApiKey key = settings.apiKey();
        Failures failures = new Failures(Provider.GOOGLE, model, key);
        // In a header the key stays out of addresses, which are logged everywhere.
        Map<String, String> headers = key == null ? Map.of() : Map.of("x-goog-api-key", key.secret());
        HttpCall call = new HttpCall(uri(model), headers, GenerateBody.of(request));
        try {
            return new GenerateReply(failures, http.send(call, timeLeft)).read();
        } catch (NoReplyException e) {
            return failures.noReply(e);
        }
    }

    private URI uri(String model) {
        return UriBuilder.fromUri(settings.base(Provider.GOOGLE).orElseThrow())
                .path("v1beta/models/{model}:generateContent")
                .build(new Object[] {model}, true);
    }
}
