package me.fhir.chitchat.plainhttp;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import me.fhir.chitchat.admission.RequestBody;
import me.fhir.chitchat.admission.ResponsePermits;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.WaitingCeiling;
import me.fhir.chitchat.bridge.WaitingSend;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatRole;
import me.fhir.chitchat.seat.SeatedConversations;
import me.fhir.chitchat.world.Player;
import me.fhir.chitchat.world.WorldTools;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the holder of a code can do at {@code /s/{code}}; waiting holds no thread. */
public final class SeatActions {
    private static final Logger LOG = LoggerFactory.getLogger(SeatActions.class);
    private static final int DEFAULT_SECONDS = 20;
    private static final int LONGEST_KEY = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final SeatedConversations seated;
    private final WorldTools tools;
    private final LongPoll longPoll;
    private final WaitingSend sender;
    private final Executor workers;
    private final ResponsePermits places;

    /**
     * The actions.
     *
     * @param tools what the roles of seats are offered
     * @param workers where answers are written that had to wait
     * @param places where conversations are read that may be large, a few at a time
     */
    public SeatActions(
            SeatedConversations seated, WorldTools tools, LongPoll longPoll, Executor workers, ResponsePermits places) {
        this.places = places;
        this.seated = seated;
        this.tools = tools;
        this.longPoll = longPoll;
        this.sender = new WaitingSend(longPoll, tools);
        this.workers = workers;
    }

    /** Where requests are served that may come by the thousand to wait. */
    Executor waits() {
        return longPoll.workers();
    }

    /** One request of a code's holder. */
    record SeatRequest(HttpServletRequest request, SeatResponses answers, SeatGuard.Opened opened) {
        Access access() {
            return opened.access();
        }

        Seat.SeatPlace you() {
            return opened.seat().place();
        }
    }

    void show(SeatRequest call) throws IOException {
        try {
            Long after = number(call, "after");
            call.answers().state(() -> view(call, after));
        } catch (ConversationException e) {
            call.answers().failure(e);
        }
    }

    private SeatView view(SeatRequest call, @Nullable Long after) {
        return SeatView.read(call.access(), call.you(), tools.worlds(), after);
    }

    void say(SeatRequest call) throws IOException {
        try {
            Player player = player(call);
            SayBody said = body(call);
            answer(
                    call,
                    sender.send(player, said.payload(), said.finality()).thenApply(receipt -> said.form()),
                    form -> {
                        if (form) {
                            call.answers().seeOther();
                        } else {
                            call.answers().state(() -> view(call, null));
                        }
                    });
        } catch (ConversationException e) {
            call.answers().failure(e);
        }
    }

    private static SayBody body(SeatRequest call) throws IOException {
        return SayBody.read(call.request().getContentType(), text(call), key(call));
    }

    private static String text(SeatRequest call) throws IOException {
        RequestBody body = RequestBody.read(call.request().getInputStream());
        if (body instanceof RequestBody.Unreadable unusable) {
            throw ConversationException.invalid(unusable.sentence());
        }
        return ((RequestBody.Received) body).text();
    }

    private static @Nullable String key(SeatRequest call) {
        String key = call.request().getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw ConversationException.invalid("Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
        }
        return key;
    }

    /** Uses a tool of the role that the seat plays; the body is the arguments. */
    void useTool(SeatRequest call, String tool) throws IOException {
        try {
            Player player = player(call);
            String given = text(call);
            String arguments = given.isBlank() ? "{}" : given;
            if (Json.objectOrNull(arguments) == null) {
                throw ConversationException.invalid("The body must be a JSON object: the arguments of the tool.");
            }
            answer(call, tools.useAsJson(player, tool, arguments, key(call)), reply -> call.answers()
                    .reply(reply));
        } catch (ConversationException e) {
            call.answers().failure(e);
        }
    }

    private static Player player(SeatRequest call) {
        if (call.you().role() != SeatRole.SEAT) {
            throw ConversationException.invalid("This code is for looking on; only the holder of a seat speaks.");
        }
        return new Player(call.access(), call.you().conversation(), call.you().agentId());
    }

    /** Answers a request that is asynchronous already; done when it is answered. */
    CompletableFuture<Boolean> waitForNews(SeatRequest call) throws IOException {
        try {
            Long seconds = number(call, "seconds");
            Long given = number(call, "after");
            long after = given == null ? lastSeq(call) : given;
            Duration atMost = Duration.ofSeconds(
                    seconds == null ? DEFAULT_SECONDS : Math.min(seconds, LongPoll.LONGEST.toSeconds()));
            // What is found is read again to be told: a look may find it long before there is room for the answer.
            CompletableFuture<Optional<Boolean>> news = longPoll.await(
                    new WaitingCeiling.Waiter(
                            call.you().conversation(),
                            call.you().role() + " " + call.you().agentId()),
                    () -> Optional.of(isNews(call, after)).filter(Boolean::booleanValue),
                    atMost);
            return written(call, news, found -> call.answers().state(() -> view(call, after)), longPoll.workers());
        } catch (ConversationException e) {
            call.answers().failure(e);
            return CompletableFuture.completedFuture(true);
        }
    }

    private static long lastSeq(SeatRequest call) {
        long conversation = call.you().conversation();
        return call.access()
                .conversations()
                .head(conversation)
                .orElseThrow(() -> ConversationException.unknownConversation(conversation))
                .log()
                .lastSeq();
    }

    /** A place is taken only where a message, which may be long, has to be read. */
    private boolean isNews(SeatRequest call, long after) {
        return SeatView.mayBeNews(call.access(), call.you(), after)
                && places.within(() -> SeatView.isNews(call.access(), call.you(), after));
    }

    void leave(SeatRequest call) throws IOException {
        try {
            seated.leave(call.access(), call.you().conversation());
            call.answers().done("You have left the conversation; your code works no longer.");
        } catch (ConversationException e) {
            call.answers().failure(e);
        }
    }

    /** Writes an answer; may fail because its client has gone. */
    @FunctionalInterface
    private interface Writing<T> {
        void write(T value) throws IOException;
    }

    private <T> void answer(SeatRequest call, CompletableFuture<T> result, Writing<T> writing) {
        AsyncContext context = call.request().startAsync();
        context.setTimeout(0);
        var unused = written(call, result, writing, workers).whenComplete((done, failure) -> context.complete());
    }

    /** Done when the answer is written, or its client has gone. */
    private static <T> CompletableFuture<Boolean> written(
            SeatRequest call, CompletableFuture<T> result, Writing<T> writing, Executor on) {
        return result.handleAsync(
                (value, failure) -> {
                    try {
                        if (failure == null) {
                            writing.write(value);
                        } else {
                            call.answers().failure(failure);
                        }
                    } catch (ConversationException e) {
                        refuse(call, e);
                    } catch (IOException | RuntimeException e) {
                        LOG.debug("An answer could not be given", e);
                    }
                    return true;
                },
                on);
    }

    private static void refuse(SeatRequest call, ConversationException e) {
        try {
            call.answers().failure(e);
        } catch (IOException gone) {
            LOG.debug("An answer could not be given", gone);
        }
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
