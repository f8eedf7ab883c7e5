package me.fhir.chitchat.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Plays one agent: writes messages and thoughts, and what got no answer once more if it has a clientRequestId. */
final class Writer extends Client {
    private static final double TRACES = 0.3;
    private static final double OPEN_ENDED = 0.35;
    private static final double WITH_REQUEST_ID = 0.7;
    private static final double REPEATED = 0.15;

    private final String agent;

    /** Makes one; the viewer is the agent's seat, or anyone. */
    Writer(RunContext run, Talk talk, Viewer viewer, String agent) {
        super(run, talk, viewer);
        this.agent = agent;
    }

    @Override
    public void run() {
        while (!talk().over()) {
            append(draft());
            context().pause();
        }
        disconnect();
    }

    private HistoryEntry.Invoked draft() {
        long number = context().number();
        boolean trace = !talk().closing() && RunContext.chance(TRACES);
        String finality = trace || RunContext.chance(OPEN_ENDED) ? "none" : "turn";
        return new HistoryEntry.Invoked(
                number,
                talk().conversation(),
                agent,
                trace ? "trace" : "message",
                (trace ? "private-" + agent + " " : "") + "op " + number,
                talk().closing() ? "conversation" : finality,
                RunContext.chance(WITH_REQUEST_ID) ? "request-" + number : null);
    }

    private void append(HistoryEntry.Invoked append) {
        HistoryFile history = context().history();
        history.add(append);
        boolean answered = sent(append);
        while (!answered && append.requestId() != null) {
            context().pauseBeforeReconnecting();
            history.add(new HistoryEntry.Repeated(append.operation()));
            answered = sent(append);
        }
        if (answered && append.requestId() != null && RunContext.chance(REPEATED)) {
            history.add(new HistoryEntry.Repeated(append.operation()));
            sent(append);
        }
    }

    /** Whether it was answered. */
    private boolean sent(HistoryEntry.Invoked append) {
        try {
            JsonNode at = call(append.type().equals("trace") ? "sendTrace" : "sendMessage", request(append));
            context()
                    .history()
                    .add(new HistoryEntry.Acknowledged(
                            append.operation(),
                            at.get("seq").longValue(),
                            at.get("turn").longValue(),
                            at.get("event").longValue()));
            talk().acknowledged();
            if (append.finality().equals("conversation")) {
                talk().end();
            }
            return true;
        } catch (RefusedCall e) {
            return refused(append, e);
        } catch (LostConnection e) {
            return false;
        }
    }

    private boolean refused(HistoryEntry.Invoked append, RefusedCall refusal) {
        if (!refusal.definite()) {
            return false;
        }
        context().history().add(new HistoryEntry.Refused(append.operation(), refusal.code()));
        if (refusal.code() == RefusedCall.FINALIZED) {
            talk().end();
        }
        return true;
    }

    private ObjectNode request(HistoryEntry.Invoked append) {
        ObjectNode params = params().put("agentId", agent);
        boolean trace = append.type().equals("trace");
        ObjectNode payload = params.putObject(trace ? "tracePayload" : "messagePayload");
        if (trace) {
            payload.put("type", "thought").put("content", append.text());
        } else {
            payload.put("text", append.text());
            params.put("finality", append.finality());
        }
        if (append.requestId() != null) {
            payload.put("clientRequestId", append.requestId());
        }
        return params;
    }
}
