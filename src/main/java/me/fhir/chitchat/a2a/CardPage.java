package me.fhir.chitchat.a2a;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Invitation;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jspecify.annotations.Nullable;

/** Serves agent cards with what caches need (A2A 1.0, section 8.6). */
final class CardPage {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final ScenarioStore scenarios;
    private final PublicAddress address;
    private final Instant started;

    /** Cards change with their scenario, else with the server, which began at {@code started}. */
    CardPage(ScenarioStore scenarios, PublicAddress address, Instant started) {
        this.scenarios = scenarios;
        this.address = address;
        this.started = started;
    }

    void serve(HttpServletRequest request, HttpServletResponse response, String config64) throws IOException {
        try {
            Config64 config = Config64.parse(config64);
            String url = address.apiBase(request) + "/bridge/" + config64 + "/a2a";
            String card = AgentCard.json(config, Invitation.of(config, scenarios), url);
            String tag = tag(card);
            response.setHeader("Cache-Control", "public, max-age=300");
            response.setHeader("ETag", tag);
            response.setHeader("Last-Modified", HTTP_DATE.format(modified(config)));
            if (matches(request.getHeader("If-None-Match"), tag)) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
            A2aDoor.json(response, card);
        } catch (ConversationException e) {
            A2aDoor.error(response, 404, e.sentence());
        }
    }

    private Instant modified(Config64 config) {
        return Optional.ofNullable(config.meta().scenarioId())
                .flatMap(scenarios::find)
                .map(ScenarioItem::modifiedAt)
                .filter(started::isBefore)
                .orElse(started);
    }

    private static boolean matches(@Nullable String asked, String tag) {
        return asked != null && (asked.strip().equals("*") || asked.contains(tag));
    }

    private static String tag(String card) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(card.getBytes(StandardCharsets.UTF_8));
            return "\""
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(digest)
                            .substring(0, 22) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
