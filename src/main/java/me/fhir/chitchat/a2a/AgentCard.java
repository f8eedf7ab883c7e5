package me.fhir.chitchat.a2a;

import java.util.List;
import java.util.function.Function;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Invitation;
import me.fhir.chitchat.json.JsonText;

/**
 * What a client learns before it says anything: one card with the members of both versions (A2A 0.3, section 5.5; 1.0,
 * section 4.4.1), since neither client minds those of the other.
 */
final class AgentCard {
    private static final String VERSION = "1.0.0";

    private AgentCard() {}

    /** The card as JSON text; {@code url} is the absolute address of the endpoint. */
    static String json(Config64 config, Invitation invitation, String url) {
        String others = invitation.othersInWords();
        String description = (invitation.description().isEmpty() ? "" : invitation.description() + " ")
                + "You speak as " + invitation.you() + " with " + others + ".";
        String scenarioId = config.meta().scenarioId();
        String skill = new Fields()
                .text("id", scenarioId == null ? "conversation" : scenarioId)
                .text("name", invitation.title())
                .text(
                        "description",
                        "Talk with " + others + " as " + invitation.you() + " until the matter is settled.")
                .list("tags", List.of("conversation", "interoperability"), JsonText::quote)
                .end();
        return new Fields()
                .text("protocolVersion", "0.3.0")
                .text("name", invitation.title())
                .text("description", description)
                .text("url", url)
                .text("version", VERSION)
                .text("preferredTransport", "JSONRPC")
                .json("capabilities", "{\"streaming\":true,\"pushNotifications\":false}")
                .list("defaultInputModes", OutputModes.SPOKEN, JsonText::quote)
                .list("defaultOutputModes", OutputModes.SPOKEN, JsonText::quote)
                .list("skills", List.of(skill), Function.identity())
                .list(
                        "supportedInterfaces",
                        List.of(
                                endpoint(url, "JSONRPC", A2aVersion.V1_0),
                                endpoint(url, "JSONRPC", A2aVersion.V0_3),
                                endpoint(url, "HTTP+JSON", A2aVersion.V1_0)),
                        Function.identity())
                .end();
    }

    private static String endpoint(String url, String binding, A2aVersion version) {
        return new Fields()
                .text("url", url)
                .text("protocolBinding", binding)
                .text("protocolVersion", version.number())
                .end();
    }
}
