package me.fhir.chitchat.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Follows a talk by long polls of a seat's plain address. */
final class Poller implements Runnable {
    private static final Duration ANSWER = Duration.ofSeconds(12);

    private final RunContext run;
    private final Talk talk;
    private final Viewer viewer;
    private final Duration timeout;
    private final String name;
    private long last;
    private boolean complete;

    Poller(RunContext run, Talk talk, Viewer viewer, Duration timeout) {
        this.run = run;
        this.talk = talk;
        this.viewer = viewer;
        this.timeout = timeout;
        name = "poller-" + run.number();
    }

    @Override
    public void run() {
        @Nullable Instant end = null;
        run.history().add(new HistoryEntry.Following(name, viewer, talk.conversation(), 0));
        while (!complete && (end == null || Instant.now().isBefore(end))) {
            if (talk.over() && end == null) {
                end = Instant.now().plus(timeout);
            }
            try {
                poll();
                run.pause();
            } catch (LostConnection e) {
                run.pauseBeforeReconnecting();
                run.history().add(new HistoryEntry.Following(name, viewer, talk.conversation(), last));
            }
        }
        run.history().add(new HistoryEntry.CaughtUp(name));
    }

    private void poll() throws LostConnection {
        String path = "/s/" + talk.code(viewer) + "/wait?after=" + last + "&seconds=3";
        HttpResponse<String> answer = run.send("GET", path, "", ANSWER);
        run.reached(viewer, talk.conversation(), answer.body());
        if (answer.statusCode() != 200) {
            throw new LostConnection(answer.statusCode() + " " + answer.body());
        }
        JsonNode state = Talk.parsed(answer.body());
        for (JsonNode message : state.path("messages")) {
            LoggedEvent event = LoggedEvent.said(talk.conversation(), message);
            run.history().add(new HistoryEntry.Observed(name, event));
            last = Math.max(last, event.seq());
        }
        complete = state.at("/conversation/status").asText().equals("completed")
                && state.path("messages").isEmpty();
    }
}
