package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.llm.ChatRequest;
import org.jspecify.annotations.Nullable;

/** Who may use the server's models by {@code POST /llm/complete}, and for how long a prompt. */
public final class CompletionAccess {
    /** For all clients, any prompt that fits into a body. */
    static final CompletionAccess OPEN = new CompletionAccess("open", Integer.MAX_VALUE);

    private final String access;
    private final int longestPrompt;

    /**
     * @param access {@code off}, {@code same-origin} or {@code open}
     * @param longestPrompt in characters, all messages together
     */
    public CompletionAccess(String access, int longestPrompt) {
        this.access = access;
        this.longestPrompt = longestPrompt;
    }

    void requireAllowed(HttpHeaders headers) {
        if (access.equals("off")) {
            throw new ApiException(403, "This server's models are for its own agents; bring a model of your own.");
        }
        if (access.equals("same-origin") && !isOwnPage(headers)) {
            throw new ApiException(403, "This server's models answer its own pages only; bring a model of your own.");
        }
    }

    void requireShort(ChatRequest request) {
        long characters = request.messages().stream()
                .mapToLong(message -> message.content().length())
                .sum();
        if (characters > longestPrompt) {
            throw new ValidationException(Map.of(
                    "messages",
                    List.of("are too long: " + characters + " characters, and at most " + longestPrompt
                            + " are taken")));
        }
    }

    /** Browsers send it and pages cannot forge it; other clients can, which is what budgets are for. */
    private static boolean isOwnPage(HttpHeaders headers) {
        String site = headers.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = headers.getHeaderString("Origin");
        return origin != null && isHost(origin, headers.getHeaderString(HttpHeaders.HOST));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }
}
