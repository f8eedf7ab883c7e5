package me.fhir.chitchat.wire;

import java.util.List;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.JsonText;

/** Events, receipts and guidance as JSON text. */
public final class EventJson {
    private EventJson() {}

    public static void append(StringBuilder out, Event event) {
        out.append("{\"conversation\":").append(event.conversation());
        out.append(",\"turn\":").append(event.at().turn());
        out.append(",\"event\":").append(event.at().event());
        out.append(",\"seq\":").append(event.seq());
        out.append(",\"type\":\"").append(event.entry().type());
        out.append("\",\"payload\":").append(event.entry().payload().text());
        out.append(",\"finality\":\"").append(event.finality().wire());
        out.append("\",\"ts\":\"").append(Timestamps.format(event.ts()));
        out.append("\",\"agentId\":");
        JsonText.appendQuoted(out, event.agentId());
        out.append('}');
    }

    /** Events with commas between them. */
    public static void appendAll(StringBuilder out, List<Event> events) {
        boolean first = true;
        for (Event event : events) {
            if (!first) {
                out.append(',');
            }
            first = false;
            append(out, event);
        }
    }

    public static String receipt(Receipt receipt) {
        return "{\"conversation\":" + receipt.conversation() + ",\"turn\":"
                + receipt.at().turn() + ",\"event\":"
                + receipt.at().event() + ",\"seq\":" + receipt.at().seq() + ",\"ts\":\""
                + Timestamps.format(receipt.ts()) + "\"}";
    }

    public static String guidance(Guidance guidance) {
        // The fraction places a hint between the event that caused it and the next one.
        return "{\"type\":\"guidance\",\"conversation\":" + guidance.conversation() + ",\"seq\":" + guidance.afterSeq()
                + ".1,\"nextAgentId\":" + JsonText.quote(guidance.nextAgentId()) + ",\"kind\":\""
                + guidance.kind().wire() + "\",\"turn\":" + guidance.turn() + ",\"deadlineMs\":"
                + guidance.deadline().toEpochMilli() + "}";
    }
}
