package me.fhir.chitchat.a2a.dial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import me.fhir.chitchat.a2a.client.A2aRefusal;
import me.fhir.chitchat.a2a.client.A2aTurn;
import me.fhir.chitchat.a2a.client.AgentRequest;
import me.fhir.chitchat.a2a.client.AgentUnreachableException;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.seat.DialTarget;
import me.fhir.chitchat.seat.Seat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a called agent the last words of a conversation that ended outside its turn; what it answers is not said any more. */
final class ClosingNotice {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingNotice.class);
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ZERO);

    private final ConversationStore conversations;
    private final DialServices services;

    ClosingNotice(ConversationStore conversations, DialServices services) {
        this.conversations = conversations;
        this.services = services;
    }

    /** Sends them unless the agent knows them, was never called, or still works on a message. */
    void send(Seat.SeatPlace place, DialTarget target) throws InterruptedException {
        DialProgress progress = services.store().progress(place);
        UnsentMessages news = UnsentMessages.after(
                progress.sentSeq(),
                place.agentId(),
                (after, limit, filter) ->
                        conversations.events(new EventQuery(place.conversation(), after, limit, filter)));
        boolean met = progress.contextId() != null || progress.sentSeq() > 0;
        if (!met || progress.pending() != null || news.others().isEmpty()) {
            return;
        }
        boolean many = conversations
                .conversation(place.conversation())
                .map(found -> DialAgent.areMany(found.metadata()))
                .orElse(false);
        List<Part> parts = news.parts(news.lastSeq(), many, conversations::attachment);
        AgentRequest request = new AgentRequest(id(place, news), progress.contextId(), progress.taskId(), parts);
        for (Duration pause : PAUSES) {
            if (isDelivered(target, request)) {
                break;
            }
            services.pause().take(pause);
        }
    }

    /** The same for the same words: after a restart they are sent again when it is not known that they arrived. */
    private static String id(Seat.SeatPlace place, UnsentMessages news) {
        String words = "end:" + place.conversation() + ":" + place.agentId() + ":" + news.lastSeq();
        return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private boolean isDelivered(DialTarget target, AgentRequest request) throws InterruptedException {
        try {
            A2aTurn.Line line = services.lines().find(target).line();
            new A2aTurn(line, request, null, Set.of(), A2aTurn.TurnProgress.IGNORED, services.pause()).deliver();
            return true;
        } catch (AgentUnreachableException e) {
            LOG.debug("A called agent could not be notified of the end of the conversation: {}", e.sentence());
            return false;
        } catch (A2aRefusal e) {
            return true;
        }
    }
}
