package me.fhir.chitchat.testrun;

import java.util.List;
import me.fhir.chitchat.json.Json;

/**
 * A conversation that a test has created.
 *
 * @param hostCode secret; with it the test sees everything and can end it
 * @param watchUrl where spectators read it
 * @param seats those that the server does not play
 */
record RunningConversation(long conversation, String hostCode, String watchUrl, List<OpenSeat> seats) {
    /** A seat for an external agent; its address is secret. */
    record OpenSeat(String agentId, String url) {}

    /** Reads the answer of {@code POST /api/seated-conversations}. */
    static RunningConversation of(Json.Object created) throws UnavailableException {
        Json.Object host = created.object("host");
        Json.Object watch = created.object("watch");
        if (host == null || watch == null) {
            throw new UnavailableException("The server created a conversation without codes.");
        }
        return new RunningConversation(
                RunResult.whole(created, "conversationId"),
                String.valueOf(host.text("code")),
                String.valueOf(watch.text("url")),
                created.objects("seats").stream()
                        .filter(seat -> seat.has("url"))
                        .map(seat ->
                                new OpenSeat(String.valueOf(seat.text("agentId")), String.valueOf(seat.text("url"))))
                        .toList());
    }
}
