package me.fhir.chitchat.mcp;

import java.util.Optional;
import java.util.stream.Stream;
import me.fhir.chitchat.bridge.Invitation;
import me.fhir.chitchat.json.JsonWriter;

/** The three tools, in the order in which they are listed (Server, Tools, Listing Tools). */
enum ChatTool {
    BEGIN(
            "begin_chat_thread",
            "Begin a conversation",
            "Begins a new conversation and starts the other agents. They wait for you: send the first"
                    + " message with send_message_to_chat_thread, under the conversationId that you get here.",
            "Gives the conversationId of the conversation that this seat belongs to, the same one each time. It has begun"
                    + " already, so you may also leave this out and call the other tools without a conversationId.",
            new Input(ToolSchemas.BEGIN_INPUT, ToolSchemas.BEGIN_INPUT),
            ToolSchemas.BEGIN_OUTPUT),
    SEND(
            "send_message_to_chat_thread",
            "Say something",
            Purposes.SEND,
            Purposes.SEND,
            new Input(ToolSchemas.SEND_INPUT, ToolSchemas.SEAT_SEND_INPUT),
            ToolSchemas.SEND_OUTPUT),
    CHECK(
            "check_replies",
            "Wait for replies",
            Purposes.CHECK,
            Purposes.CHECK,
            new Input(ToolSchemas.CHECK_INPUT, ToolSchemas.SEAT_CHECK_INPUT),
            ToolSchemas.CHECK_OUTPUT);

    private final String wire;
    private final String title;
    private final String purpose;
    private final String seatPurpose;
    private final String bridgeInput;
    private final String seatInput;
    private final String outputSchema;

    /** The input of a tool at a bridge, and at a seat, which belongs to one conversation. */
    private record Input(String atBridge, String atSeat) {}

    /**
     * An address at which the tools are listed.
     *
     * @param seat whether it leads to one conversation only
     * @param world whether documents can be attached that the tools of a role have made
     */
    record ToolPlace(boolean seat, boolean world) {}

    private static final class Purposes {
        static final String SEND =
                "Says something in your name, with documents if you like, and hands the word to the others. Then ask for"
                        + " their replies with check_replies.";
        static final String CHECK =
                "Gives what the others have said since your last message, with their documents. Waits for a reply when"
                        + " there is none yet. Its status says what to do next: working (ask again), input-required (it is"
                        + " your turn) or completed (the conversation has ended).";

        private Purposes() {}
    }

    ChatTool(String wire, String title, String purpose, String seatPurpose, Input input, String outputSchema) {
        this.wire = wire;
        this.title = title;
        this.purpose = purpose;
        this.seatPurpose = seatPurpose;
        this.bridgeInput = input.atBridge();
        this.seatInput = input.atSeat();
        this.outputSchema = outputSchema;
    }

    String wire() {
        return wire;
    }

    static Optional<ChatTool> named(String name) {
        return Stream.of(values()).filter(tool -> tool.wire.equals(name)).findFirst();
    }

    /**
     * Writes the members of the tool's definition, for the invited agent.
     *
     * @param place what kind of address the tool is listed at
     */
    void write(JsonWriter json, Invitation invitation, ToolPlace place) {
        boolean atSeat = place.seat();
        String input = atSeat ? seatInput : bridgeInput;
        json.text("name", wire)
                .text("title", title)
                .text("description", (atSeat ? seatPurpose : purpose) + " " + context(invitation))
                .raw("inputSchema", place.world() ? ToolSchemas.attachingByName(input) : input)
                .raw("outputSchema", outputSchema)
                .object("annotations", annotations -> annotations
                        .flag("readOnlyHint", this == CHECK)
                        .flag("destructiveHint", false)
                        .flag("openWorldHint", true));
    }

    /** The tool's description, in a few sentences. */
    static String context(Invitation invitation) {
        StringBuilder out = new StringBuilder("The conversation is \"")
                .append(invitation.title())
                .append("\"");
        if (!invitation.description().isEmpty()) {
            out.append(": ").append(invitation.description().strip());
        }
        if (!out.toString().endsWith(".")) {
            out.append('.');
        }
        out.append(" You play ").append(invitation.you());
        if (!invitation.you().about().isEmpty()) {
            out.append(", ").append(invitation.you().about().strip());
        }
        if (!out.toString().endsWith(".")) {
            out.append('.');
        }
        return out.append(" You talk to ")
                .append(invitation.othersInWords())
                .append('.')
                .toString();
    }
}
