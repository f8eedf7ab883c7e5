package me.fhir.chitchat.a2a;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import me.fhir.chitchat.bridge.Invitation;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.bridge.SeatParticipant;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.world.BriefMarkdown;
import me.fhir.chitchat.world.Worlds;
import org.jspecify.annotations.Nullable;

/** Serves agent cards with what caches need (A2A 1.0, section 8.6). */
final class CardPage {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final ScenarioStore scenarios;
    private final Worlds worlds;
    private final PublicAddress address;
    private final Instant started;

    /** Cards change with their scenario, else with the server, which started at {@code started}. */
    CardPage(ScenarioStore scenarios, Worlds worlds, PublicAddress address, Instant started) {
        this.scenarios = scenarios;
        this.worlds = worlds;
        this.address = address;
        this.started = started;
    }

    /**
     * Answers with a card.
     *
     * @param path of the endpoint below the API
     */
    void serve(PlainExchange exchange, Supplier<Participant> participant, String path) throws IOException {
        HttpServletRequest request = exchange.request();
        HttpServletResponse response = exchange.response();
        try {
            Participant played = participant.get();
            String url = address.apiBase(request) + path;
            String brief = BriefExtension.brief(worlds, played)
                    .map(BriefMarkdown::sections)
                    .orElse("");
            String card = AgentCard.json(
                    skillId(played), new AgentCard.CardText(Invitation.of(played, scenarios), brief), url);
            String tag = tag(card);
            cachingHeaders(response, brief.isEmpty());
            response.setHeader("ETag", tag);
            response.setHeader("Last-Modified", HTTP_DATE.format(modified(played)));
            if (matches(request.getHeader("If-None-Match"), tag)) {
                exchange.empty(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
            exchange.json(card);
        } catch (ConversationException e) {
            exchange.error(404, e.sentence());
        }
    }

    /** At a seat the scenario's id would give access to the private knowledge of all agents. */
    private static String skillId(Participant participant) {
        String scenarioId = participant instanceof SeatParticipant ? null : participant.scenarioId();
        return scenarioId == null ? "conversation" : scenarioId;
    }

    /**
     * Without a configured address the card repeats the request's own headers, so no other client may get it; nor may one with a
     * brief in it.
     */
    private void cachingHeaders(HttpServletResponse response, boolean shared) {
        if (address.configured() && shared) {
            response.setHeader("Cache-Control", "public, max-age=300");
        } else {
            response.setHeader("Cache-Control", "private, max-age=300");
            response.addHeader("Vary", "Host, X-Forwarded-Host, X-Forwarded-Proto");
        }
    }

    private Instant modified(Participant participant) {
        return Optional.ofNullable(participant.scenarioId())
                .flatMap(scenarios::find)
                .map(ScenarioItem::modifiedAt)
                .filter(started::isBefore)
                .orElse(started);
    }

    private static boolean matches(@Nullable String asked, String tag) {
        return asked != null && (asked.strip().equals("*") || asked.contains(tag));
    }

    private static String tag(String card) {
        return "\"" + Sha256.fingerprint(card) + "\"";
    }
}
