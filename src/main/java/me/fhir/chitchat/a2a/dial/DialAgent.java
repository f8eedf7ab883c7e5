package me.fhir.chitchat.a2a.dial;

import java.util.List;
import java.util.UUID;
import me.fhir.chitchat.a2a.client.AgentAnswer;
import me.fhir.chitchat.a2a.dial.DialProgress.PendingMessage;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.a2a.message.PartPayload;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.seat.Seat;
import org.jspecify.annotations.Nullable;

/**
 * An agent of others that plays a seat: in each of its turns it is sent what the others said, and its answer is said in its
 * name. Where a turn stands is stored, so that after a restart it goes on.
 */
final class DialAgent implements Agent {
    private final Seat.SeatPlace place;
    private final AgentConnection line;
    private final DialServices services;

    DialAgent(Seat.SeatPlace place, AgentConnection line, DialServices services) {
        this.place = place;
        this.line = line;
        this.services = services;
    }

    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        DialProgress progress = services.store().progress(place);
        UnsentMessages news = UnsentMessages.after(progress.sentSeq(), place.agentId(), context::events);
        PendingMessage pending = progress.pending();
        if (pending != null && pending.throughSeq() < news.ownTurnSeq()) {
            // Its answer was said just before the server stopped.
            progress = progress.said();
            news = UnsentMessages.after(progress.sentSeq(), place.agentId(), context::events);
            pending = null;
        }
        if (pending == null) {
            long through = Math.max(progress.sentSeq(), news.lastSeq());
            progress = progress.with(new PendingMessage(UUID.randomUUID().toString(), through, null));
            services.store().save(place, progress);
        }
        RoleWords role = RoleWords.of(context);
        DialCall call = new DialCall(
                place,
                line,
                progress,
                parts(news, progress, role, context),
                new ProgressTraces(context)::keep,
                services);
        AgentAnswer answer = call.await();
        finish(context, call.progress(), answer, role);
    }

    private static List<Part> parts(UnsentMessages news, DialProgress progress, RoleWords role, TurnContext context) {
        PendingMessage pending = progress.pending();
        long through = pending == null ? 0 : pending.throughSeq();
        List<Part> parts = news.parts(through, areMany(context.meta()), context::attachment);
        if (!parts.isEmpty()) {
            return parts;
        }
        return List.of(new Part.TextPart(through == 0 ? role.opening() : "Please go on."));
    }

    /** Whether it must be said whose words those of the others are. */
    static boolean areMany(RawJson meta) {
        return StoredJson.object(meta.text()).objects("agents").size() > 2;
    }

    private void finish(TurnContext context, DialProgress progress, AgentAnswer answer, RoleWords role)
            throws InterruptedException {
        PendingMessage pending = progress.pending();
        String messageId = pending == null ? "" : pending.messageId();
        String words = AnswerWords.of(answer);
        String outcome = answer.isCompleted() ? role.ending(answer.outcome()).orElse(null) : null;
        boolean refused = DialCall.REFUSED.equals(answer.state());
        boolean failed = refused || answer.isFailed();
        boolean empty = !failed
                && outcome == null
                && answer.messages().stream().flatMap(List::stream).allMatch(DialAgent::isBlank);
        if (failed) {
            services.notes().note(place, messageId, String.valueOf(answer.state()), words);
        } else if (empty) {
            services.notes().note(place, messageId, "unusable", "It answered without a word and without a file.");
        }
        boolean again = progress.failures() > 0;
        if (refused || (failed && (again || words.isBlank())) || (empty && again)) {
            context.endAsFailed();
            return;
        }
        if (say(context, messageId, answer.messages(), outcome)) {
            DialProgress said = progress.said();
            services.store()
                    .save(
                            place,
                            new DialProgress(
                                    said.sentSeq(),
                                    said.contextId(),
                                    answer.isOpen() ? answer.taskId() : null,
                                    answer.known(),
                                    failed || empty ? said.failures() + 1 : 0,
                                    null));
        }
    }

    private static boolean isBlank(Part part) {
        return part instanceof Part.TextPart text && text.text().isBlank();
    }

    /** Says the messages of an answer, the last one with the end of the turn or of the conversation. */
    private boolean say(TurnContext context, String messageId, List<List<Part>> messages, @Nullable String outcome)
            throws InterruptedException {
        List<List<Part>> all = messages.isEmpty() ? List.of(List.of()) : messages;
        try {
            for (int i = 0; i < all.size(); i++) {
                boolean last = i == all.size() - 1;
                Finality closing = outcome == null ? Finality.TURN : Finality.CONVERSATION;
                // The numbers make a repeat after a crash the same message, unless its turn was cleared.
                String key = UnsentMessages.OWN + messageId + ":" + context.turn() + ":" + i;
                context.sendMessage(payload(all.get(i), key, last ? outcome : null), last ? closing : Finality.NONE);
            }
            return true;
        } catch (ConversationException e) {
            if (e.code() != ErrorCode.INVALID_PARAMS && e.code() != ErrorCode.STORE_FULL) {
                throw e;
            }
            services.notes().note(place, messageId, "unusable", e.sentence());
            context.endAsFailed();
            return false;
        }
    }

    private static RawJson payload(List<Part> parts, String key, @Nullable String outcome) {
        return new RawJson(JsonWriter.object(json -> {
            PartPayload.write(json, parts);
            json.text("clientRequestId", key).optionalRaw("outcome", outcome);
        }));
    }
}
