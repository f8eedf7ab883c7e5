package me.fhir.chitchat.wire;

import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.JsonWriter;

/** Events, receipts and guidance as JSON text. */
public final class EventJson {
    private EventJson() {}

    public static void write(JsonWriter json, Event event) {
        json.beginObject()
                .number("conversation", event.conversation())
                .number("turn", event.at().turn())
                .number("event", event.at().event())
                .number("seq", event.seq())
                .text("type", event.entry().type())
                .raw("payload", event.entry().payload().text())
                .text("finality", event.finality().wire())
                .text("ts", Timestamps.format(event.ts()))
                .text("agentId", event.agentId())
                .endObject();
    }

    public static void append(StringBuilder out, Event event) {
        write(JsonWriter.into(out), event);
    }

    public static void write(JsonWriter json, Receipt receipt) {
        json.beginObject()
                .number("conversation", receipt.conversation())
                .number("turn", receipt.at().turn())
                .number("event", receipt.at().event())
                .number("seq", receipt.at().seq())
                .text("ts", Timestamps.format(receipt.ts()))
                .endObject();
    }

    public static String receipt(Receipt receipt) {
        JsonWriter json = new JsonWriter();
        write(json, receipt);
        return json.toString();
    }

    public static void write(JsonWriter json, Guidance guidance) {
        json.beginObject()
                .text("type", "guidance")
                .number("conversation", guidance.conversation())
                // The fraction places a hint between the event that caused it and the next one.
                .raw("seq", guidance.afterSeq() + ".1")
                .text("nextAgentId", guidance.nextAgentId())
                .text("kind", guidance.kind().wire())
                .number("turn", guidance.turn())
                .number("deadlineMs", guidance.deadline().toEpochMilli())
                .endObject();
    }

    public static String guidance(Guidance guidance) {
        JsonWriter json = new JsonWriter();
        write(json, guidance);
        return json.toString();
    }
}
