package me.fhir.chitchat.a2a;

import java.util.List;
import me.fhir.chitchat.bridge.Invitation;
import me.fhir.chitchat.json.JsonWriter;

/**
 * The agent card, which a client reads first: one card with the members of both versions (A2A 0.3, section 5.5; 1.0,
 * section 4.4.1), since neither client minds those of the other.
 */
final class AgentCard {
    private static final String VERSION = "1.0.0";

    private AgentCard() {}

    /**
     * The contents of the card.
     *
     * @param brief of the role that the client plays; empty where none is offered
     */
    record CardText(Invitation invitation, String brief) {}

    /** The card as JSON text; {@code url} is the absolute address of the endpoint. */
    static String json(String skillId, CardText text, String url) {
        Invitation invitation = text.invitation();
        String others = invitation.othersInWords();
        String description = (invitation.description().isEmpty() ? "" : invitation.description() + " ")
                + "You speak as " + invitation.you() + " with " + others + ".";
        return JsonWriter.object(json -> json.text("protocolVersion", "0.3.0")
                .text("name", invitation.title())
                .text("description", description)
                .text("url", url)
                .text("version", VERSION)
                .text("preferredTransport", "JSONRPC")
                .object("capabilities", can -> {
                    can.flag("streaming", true).flag("pushNotifications", false);
                    if (!text.brief().isEmpty()) {
                        can.objects(
                                "extensions",
                                List.of(BriefExtension.URI),
                                (extension, uri) -> BriefExtension.write(extension));
                    }
                })
                .texts("defaultInputModes", OutputModes.SPOKEN)
                .texts("defaultOutputModes", OutputModes.SPOKEN)
                .objects("skills", List.of(skillId), (skill, id) -> skill(skill, id, text))
                .objects(
                        "supportedInterfaces",
                        List.of(
                                new Endpoint("JSONRPC", A2aVersion.V1_0),
                                new Endpoint("JSONRPC", A2aVersion.V0_3),
                                new Endpoint("HTTP+JSON", A2aVersion.V1_0)),
                        (each, endpoint) -> each.text("url", url)
                                .text("protocolBinding", endpoint.binding())
                                .text("protocolVersion", endpoint.version().number())));
    }

    private record Endpoint(String binding, A2aVersion version) {}

    private static void skill(JsonWriter json, String id, CardText text) {
        Invitation invitation = text.invitation();
        json.text("id", id)
                .text("name", invitation.title())
                .text(
                        "description",
                        "Talk with " + invitation.othersInWords() + " as " + invitation.you()
                                + " until the matter is settled."
                                + (text.brief().isEmpty()
                                        ? ""
                                        : "\n\n" + text.brief().strip()))
                .texts("tags", List.of("conversation", "interoperability"));
    }
}
