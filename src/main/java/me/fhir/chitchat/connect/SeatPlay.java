package me.fhir.chitchat.connect;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.runtime.concurrent.Backoff;
import me.fhir.chitchat.runtime.concurrent.Pause;
import me.fhir.chitchat.wire.RpcErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Plays a seat to the end of its conversation: in each of its turns it asks the agent and says what the agent says.
 * When the connection breaks it connects again; a message whose answer it did not see is sent again under the same id,
 * so it is said once. For one thread.
 */
final class SeatPlay {
    /** How it ended; the exit code of the command. */
    enum PlayEnding {
        CONVERSATION_ENDED(0),
        AGENT_FAILED(1),
        SEAT_GONE(2);

        private final int exitCode;

        PlayEnding(int exitCode) {
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
    /** Another client plays the seat as well, or the conversation has ended. */
    private static final Set<Long> OVERTAKEN =
            Set.of((long) RpcErrorCode.TURN_CONFLICT.code(), (long) RpcErrorCode.CONVERSATION_FINALIZED.code(), (long)
                    RpcErrorCode.INVALID_TURN.code());

    private final SeatLink link;
    private final LocalAgent agent;
    private final boolean begins;
    private final PrintStream log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Backoff pauses = new Backoff(FIRST_PAUSE, MAX_PAUSE);
    private @Nullable Unsaid unsaid;
    private String lastLine = "";

    /** The message that the server has not confirmed yet, and after which message. */
    private record Unsaid(long afterSeq, LocalReply reply) {}

    /**
     * @param begins whether to speak first when no agent has to
     * @param log for a line about each thing that happens
     */
    SeatPlay(SeatLink link, LocalAgent agent, boolean begins, PrintStream log) {
        this.link = link;
        this.agent = agent;
        this.begins = begins;
        this.log = log;
    }

    /** The last line of the log: after {@link #play} why it ended. */
    String lastLine() {
        return lastLine;
    }

    private void log(String line) {
        lastLine = line;
        log.println(line);
    }

    PlayEnding play() throws InterruptedException {
        while (true) {
            Duration pause;
            try (SeatConnection connection = SeatConnection.open(http, link)) {
                playOn(connection);
                log("The conversation has ended.");
                return PlayEnding.CONVERSATION_ENDED;
            } catch (SeatGoneException e) {
                log("The seat is gone: " + e.getMessage());
                return PlayEnding.SEAT_GONE;
            } catch (AgentFailedException e) {
                log("The agent failed: " + e.getMessage());
                return PlayEnding.AGENT_FAILED;
            } catch (SeatConnection.SeatRefusedException e) {
                if (e.code() != JsonRpcErrorCode.SERVER_ERROR.code()) {
                    log("The server refused: " + e.getMessage());
                    return PlayEnding.SEAT_GONE;
                }
                pause = pauses.next();
                log("The server failed: " + e.getMessage());
            } catch (IOException e) {
                pause = pauses.next();
                log("Not connected (" + e.getMessage() + "); trying again in " + pause.toMillis() + " ms");
            }
            Pause.SLEEP.take(pause);
        }
    }

    /** Plays over one connection; returns at the end of the conversation. */
    private void playOn(SeatConnection connection)
            throws IOException, SeatGoneException, AgentFailedException, InterruptedException,
                    SeatConnection.SeatRefusedException {
        Json.Object seat = connection.call("authenticate", JsonWriter.object(json -> json.text("code", link.code())));
        String agentId = seat.text("agentId");
        if (agentId == null) {
            throw new SeatGoneException("This code is not that of a seat.");
        }
        long conversation = SeatState.number(seat, "conversationId");
        log("Connected as " + agentId + ".");
        pauses.reset();
        connection.call("subscribe", JsonWriter.object(json -> json.number("conversationId", conversation)
                .flag("includeGuidance", true)));
        SeatState state = state(connection, conversation, agentId);
        if (begins && !state.ended() && state.messages().isEmpty()) {
            speak(connection, conversation, state);
        }
        while (!state.ended()) {
            if (awaitTurn(connection, agentId)) {
                state = state(connection, conversation, agentId);
                if (!state.ended() && isNews(state, agentId)) {
                    speak(connection, conversation, state);
                }
            } else {
                state = state(connection, conversation, agentId);
            }
        }
    }

    /** Guidance for a turn that has been answered since is out of date. */
    private static boolean isNews(SeatState state, String agentId) {
        var messages = state.messages();
        return messages.isEmpty()
                || !agentId.equals(messages.get(messages.size() - 1).text("agentId"));
    }

    /** Whether the seat's turn has come; otherwise the conversation has ended. */
    private static boolean awaitTurn(SeatConnection connection, String agentId)
            throws IOException, InterruptedException {
        while (true) {
            Json.Object notification = connection.next();
            Json.Object params = notification.object("params");
            if (params == null) {
                continue;
            }
            if ("guidance".equals(notification.text("method")) && agentId.equals(params.text("nextAgentId"))) {
                return true;
            }
            if ("event".equals(notification.text("method")) && "conversation".equals(params.text("finality"))) {
                return false;
            }
        }
    }

    private SeatState state(SeatConnection connection, long conversation, String agentId)
            throws IOException, InterruptedException, SeatConnection.SeatRefusedException {
        String params = JsonWriter.object(json -> json.number("conversationId", conversation));
        return new SeatState(link, agentId, connection.call("getConversation", params));
    }

    private void speak(SeatConnection connection, long conversation, SeatState state)
            throws IOException, AgentFailedException, InterruptedException, SeatConnection.SeatRefusedException {
        Unsaid said = unsaid;
        if (said == null || said.afterSeq() != state.lastSeq()) {
            said = new Unsaid(state.lastSeq(), agent.answer(state));
            unsaid = said;
        }
        try {
            connection.call("sendMessage", said.reply().message(conversation, "connect:" + said.afterSeq()));
            unsaid = null;
        } catch (SeatConnection.SeatRefusedException e) {
            if (e.code() == JsonRpcErrorCode.SERVER_ERROR.code()) {
                throw e;
            }
            unsaid = null;
            if (!OVERTAKEN.contains(e.code())) {
                throw new AgentFailedException("The server did not take what it said: " + e.getMessage());
            }
        }
    }
}
