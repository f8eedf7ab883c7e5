package me.fhir.chitchat.playground;

import java.net.URI;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.card.AgentEndpoint;
import me.fhir.chitchat.outbound.card.CardSummary;
import me.fhir.chitchat.outbound.card.Inspection;
import org.jspecify.annotations.Nullable;

/** The findings about an address: {@code {ok, sentence, class?, endpoint?, card?}}. */
public final class InspectionJson {
    private InspectionJson() {}

    /** Writes the members into an object that is open. */
    public static void write(JsonWriter json, Inspection found) {
        AgentEndpoint endpoint = found.endpoint();
        OutboundException failure = found.failure();
        CardSummary card = found.card();
        json.flag("ok", endpoint != null);
        if (failure != null) {
            json.text("class", failure.failure().wire()).text("sentence", failure.sentence());
        } else if (endpoint != null) {
            json.text("sentence", sentence(endpoint));
        }
        if (endpoint != null) {
            json.object("endpoint", members -> members.text("url", withoutQuery(endpoint.uri()))
                    .text("version", endpoint.dialect().version())
                    .text("binding", endpoint.dialect().binding()));
        }
        if (card != null) {
            json.object("card", members -> write(members, card, endpoint));
        }
    }

    private static void write(JsonWriter json, CardSummary card, @Nullable AgentEndpoint endpoint) {
        json.text("name", card.name()).text("description", card.description());
        if (endpoint != null) {
            json.text("version", endpoint.dialect().version())
                    .text("binding", endpoint.dialect().binding())
                    .flag("streaming", endpoint.streaming());
        }
        json.texts("skills", card.skills());
    }

    private static String sentence(AgentEndpoint endpoint) {
        CardSummary card = endpoint.card();
        String spoken = "A2A " + endpoint.dialect().version() + " over "
                + (endpoint.dialect().binding().equals("JSONRPC")
                        ? "JSON-RPC"
                        : endpoint.dialect().binding());
        if (card == null) {
            return "The agent speaks " + spoken + "; it has no agent card.";
        }
        return (card.name().isEmpty() ? "The agent" : card.name()) + " speaks " + spoken
                + (endpoint.streaming() ? ", and streams." : ".");
    }

    private static String withoutQuery(URI uri) {
        return uri.toString().replaceFirst("[?#].*$", "");
    }
}
