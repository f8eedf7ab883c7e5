package me.fhir.chitchat.plainhttp;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.RequestHandover;
import me.fhir.chitchat.bridge.WaitingCeiling;
import me.fhir.chitchat.bridge.WaitingSend;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.http.admission.Departure;
import me.fhir.chitchat.http.admission.RequestBody;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatRole;
import me.fhir.chitchat.seat.SeatedConversations;
import me.fhir.chitchat.world.Brief;
import me.fhir.chitchat.world.Player;
import me.fhir.chitchat.world.WorldTools;
import org.jspecify.annotations.Nullable;

/** The actions of a code's holder at {@code /s/{code}}; waiting holds no thread. */
public final class SeatActions {
    private static final int DEFAULT_SECONDS = 20;
    private static final int MAX_KEY_LENGTH = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final SeatedConversations seated;
    private final WorldTools tools;
    private final LongPoll longPoll;
    private final WaitingSend sender;
    private final RequestHandover handover;
    private final ResponsePermits places;

    /**
     * @param tools what the roles of seats are offered
     * @param services takes requests off their threads, and lets them wait
     * @param places where conversations are read that may be large, a few at a time
     */
    public SeatActions(SeatedConversations seated, WorldTools tools, BridgeServices services, ResponsePermits places) {
        this.places = places;
        this.handover = services.handover();
        this.longPoll = services.longPoll();
        this.seated = seated;
        this.tools = tools;
        this.sender = new WaitingSend(services.longPoll(), tools);
    }

    RequestHandover handover() {
        return handover;
    }

    /** One request of a code's holder. */
    record SeatRequest(HttpServletRequest request, SeatResponses answers, SeatGuard.SeatSession opened) {
        Access access() {
            return opened.access();
        }

        Seat.SeatPlace you() {
            return opened.seat().place();
        }
    }

    void show(SeatRequest call) throws IOException {
        Long after = number(call, "after");
        call.answers().state(() -> view(call, after));
    }

    private SeatView view(SeatRequest call, @Nullable Long after) {
        return SeatView.read(call.access(), call.you(), tools.worlds(), after);
    }

    void say(SeatRequest call) throws IOException {
        Player player = player(call);
        SayBody said = body(call);
        answer(call, sender.send(player, said.payload(), said.finality()), receipt -> {
            if (said.form()) {
                call.answers().seeOther();
            } else {
                call.answers().state(() -> view(call, null));
            }
        });
    }

    private static SayBody body(SeatRequest call) {
        return RequestBody.read(
                call.request(), body -> SayBody.read(call.request().getContentType(), text(body), key(call)));
    }

    private static String text(RequestBody body) {
        if (body instanceof RequestBody.Unreadable unusable) {
            throw unusable.tooLarge()
                    ? new SeatResponses.TooLargeException(unusable.sentence())
                    : ConversationException.invalid(unusable.sentence());
        }
        return ((RequestBody.Received) body).text();
    }

    private static @Nullable String key(SeatRequest call) {
        String key = call.request().getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > MAX_KEY_LENGTH)) {
            throw ConversationException.invalid("Idempotency-Key must have 1 to " + MAX_KEY_LENGTH + " characters.");
        }
        return key;
    }

    /** The brief of an agent's role. */
    Brief brief(Head head, String agentId) {
        return tools.worlds().brief(head, agentId);
    }

    /** Uses a tool of the role that the seat plays; the body is the arguments. */
    void useTool(SeatRequest call, String tool) throws IOException {
        Player player = player(call);
        String arguments = RequestBody.read(call.request(), SeatActions::arguments);
        answer(call, tools.useAsJson(player, tool, arguments, key(call)), reply -> call.answers()
                .reply(reply));
    }

    private static String arguments(RequestBody body) {
        String given = text(body);
        String arguments = given.isBlank() ? "{}" : given;
        if (Json.objectOrNull(arguments) == null) {
            throw ConversationException.invalid("The body must be a JSON object: the arguments of the tool.");
        }
        return arguments;
    }

    private static Player player(SeatRequest call) {
        if (call.you().role() != SeatRole.SEAT) {
            throw ConversationException.invalid("This code is for looking on; only the holder of a seat speaks.");
        }
        return new Player(call.access(), call.you().conversation(), call.you().agentId());
    }

    void waitForNews(SeatRequest call) throws IOException {
        Long seconds = number(call, "seconds");
        Long given = number(call, "after");
        long after = given == null ? lastSeq(call) : given;
        Duration atMost = Duration.ofSeconds(
                seconds == null ? DEFAULT_SECONDS : Math.min(seconds, LongPoll.MAX_WAIT.toSeconds()));
        // The state is read again for the response: it may have changed before there was a permit to write it.
        CompletableFuture<Optional<Boolean>> news = longPoll.await(
                new WaitingCeiling.Waiter(
                        call.you().conversation(),
                        call.you().role() + " " + call.you().agentId()),
                () -> Optional.of(isNews(call, after)).filter(Boolean::booleanValue),
                atMost,
                Departure.of(call.request()));
        answer(call, news, found -> call.answers().state(() -> view(call, after)));
    }

    private static long lastSeq(SeatRequest call) {
        long conversation = call.you().conversation();
        return call.access().conversations().requireHead(conversation).log().lastSeq();
    }

    /** A place is taken only where a message, which may be long, has to be read. */
    private boolean isNews(SeatRequest call, long after) {
        return SeatView.mayBeNews(call.access(), call.you(), after)
                && places.within(() -> SeatView.isNews(call.access(), call.you(), after));
    }

    void leave(SeatRequest call) throws IOException {
        seated.leave(call.access(), call.you().conversation());
        call.answers().done("You have left the conversation; your code is no longer valid.");
    }

    /** Answers once the result is there, and it is the seat's turn. Nothing here waits for the client. */
    private <T> void answer(SeatRequest call, CompletableFuture<T> result, SeatResponses.Writing<T> writing) {
        SeatResponses answers = call.answers();
        var unused = result.whenComplete((value, failure) -> handover.serve(
                String.valueOf(call.you()),
                () -> answers.answering(() -> {
                    if (failure == null) {
                        writing.write(value);
                    } else {
                        answers.failure(failure);
                    }
                }),
                refused -> answers.answering(() -> answers.failure(refused))));
    }

    private static @Nullable Long number(SeatRequest call, String name) {
        String text = call.request().getParameter(name);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw ConversationException.invalid("The parameter " + name + " must be a whole number, 0 or more.");
        }
        return Long.parseLong(text);
    }
}
