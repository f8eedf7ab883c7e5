package me.fhir.chitchat.a2a;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.world.Brief;
import me.fhir.chitchat.world.Worlds;

/** Gives the brief of the external agent's role in a task's metadata (A2A 1.0, section 4.6, Extensions). */
final class BriefExtension {
    static final String URI = "https://chitchat.fhir.me/ext/brief";
    /** The name of the header in both versions. */
    static final List<String> HEADERS = List.of("A2A-Extensions", "X-A2A-Extensions");

    private BriefExtension() {}

    /** Whether a client asks for it. */
    static boolean isAskedFor(HttpServletRequest request) {
        return HEADERS.stream()
                .flatMap(name -> Collections.list(request.getHeaders(name)).stream())
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(uri -> uri.strip().equals(URI));
    }

    /** The brief that is offered to a participant; empty when there is none. */
    static Optional<Brief> brief(Worlds worlds, Participant participant) {
        return participant.usesWorld()
                ? Optional.of(worlds.brief(
                                participant.scenarioId(), participant.externalAgent(), participant.otherAgents()))
                        .filter(brief -> !brief.isEmpty())
                : Optional.empty();
    }

    /** Writes the extension as a member of the card's list. */
    static void write(JsonWriter json) {
        json.text("uri", URI)
                .text("description", "Puts the brief of the role that you play into the metadata of the task.")
                .flag("required", false);
    }
}
