package me.fhir.chitchat.a2a;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.SeatParticipant;
import me.fhir.chitchat.bridge.WaitingCeiling;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.http.admission.Departure;
import me.fhir.chitchat.runtime.concurrent.Futures;
import org.jspecify.annotations.Nullable;

/** The methods of both versions (A2A 0.3, section 7; 1.0, section 3.1); only their names and shapes differ. */
final class A2aMethods {
    private static final TaskReader.Extent WHOLE = new TaskReader.Extent(null, true);

    private final BridgeConversations conversations;
    private final ConversationStore store;
    private final LongPoll longPoll;
    private final Executor workers;
    private final TaskNames names;
    private final TaskReader tasks;
    private final LongRead work;
    private final Contexts contexts;
    private final ToleranceLog tolerances;
    private final StreamHold hold;

    /**
     * The call of a method.
     *
     * @param wire the shapes of the answer
     * @param client what the client calls itself, for the notes of tolerances
     * @param departure how the client is seen leaving
     */
    record A2aCall(
            Participant participant,
            A2aVersion version,
            Wire wire,
            A2aParams params,
            String client,
            Departure departure) {}

    A2aMethods(
            BridgeConversations conversations,
            ConversationStore store,
            LongPoll longPoll,
            TaskNames names,
            LongRead work,
            StreamHold hold) {
        this.hold = hold;
        this.conversations = conversations;
        this.store = store;
        this.longPoll = longPoll;
        this.names = names;
        this.work = work;
        this.workers = work.workers();
        this.tasks = new TaskReader(store);
        this.contexts = new Contexts(conversations, store);
        this.tolerances = new ToleranceLog(conversations);
    }

    /** A message that is in the log: of which conversation, and where. */
    private record AcceptedMessage(Head before, long seq) {}

    CompletionStage<Supplier<String>> send(A2aCall call) {
        A2aParams configuration = configuration(call);
        Integer historyLength = configuration.optionalCount("historyLength");
        boolean waits = call.version() == A2aVersion.V0_3
                ? configuration.flag("blocking")
                : !configuration.flag("returnImmediately");
        return accept(call)
                .thenComposeAsync(
                        accepted -> waits ? settled(call, accepted) : CompletableFuture.completedFuture(accepted),
                        workers)
                .thenApplyAsync(
                        accepted -> () -> call.wire()
                                .sent(task(
                                        call.participant(),
                                        accepted.before().conversation(),
                                        new TaskReader.Extent(historyLength, true))),
                        workers);
    }

    private CompletableFuture<AcceptedMessage> settled(A2aCall call, AcceptedMessage accepted) {
        long conversation = accepted.before().conversation();
        return longPoll.await(
                        new WaitingCeiling.Waiter(
                                conversation, call.participant().externalAgent()),
                        () -> conversations
                                        .view(call.participant(), conversation)
                                        .settled()
                                ? Optional.of(accepted)
                                : Optional.empty(),
                        LongPoll.MAX_WAIT,
                        call.departure())
                // The message is in the log: where too many wait already, the task is returned as it is.
                .handle((found, unanswered) -> accepted);
    }

    CompletionStage<TaskStream> stream(A2aCall call) {
        configuration(call);
        return accept(call)
                .thenApplyAsync(
                        accepted -> {
                            MessageMapper mapper = mapper(call.participant(), accepted.before());
                            return stream(
                                    call,
                                    new TaskStream.Plan(mapper, accepted.seq(), false),
                                    () -> tasks.read(
                                            mapper,
                                            accepted.seq(),
                                            accepted.before().log().createdAt(),
                                            WHOLE));
                        },
                        workers);
    }

    private TaskStream stream(A2aCall call, TaskStream.Plan plan, Supplier<Task> first) {
        return new TaskStream(plan, first, call.wire(), store, work, hold);
    }

    private static A2aParams configuration(A2aCall call) {
        A2aParams configuration = call.params().optionalObject("configuration");
        OutputModes.check(configuration);
        if (configuration.has("pushNotificationConfig") || configuration.has("taskPushNotificationConfig")) {
            throw noPush();
        }
        return configuration;
    }

    static A2aException noPush() {
        return new A2aException(
                A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED,
                "Push notifications are not supported here; stream or poll the task instead.");
    }

    /** Sends the message to its conversation, or to a new one. */
    private CompletableFuture<AcceptedMessage> accept(A2aCall call) {
        IncomingMessage message =
                IncomingMessage.read(call.version(), call.params().object("message"));
        var payload = Payload.of(message);
        return conversation(call, message).thenCompose(head -> conversations
                .say(call.participant(), head.conversation(), payload)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(refusal(call, failure)))
                .thenCompose(receipt -> tolerances
                        .note(call.params().tolerances(), call.client(), head.conversation())
                        .thenApply(
                                noted -> new AcceptedMessage(head, receipt.at().seq()))));
    }

    private CompletableFuture<Head> conversation(A2aCall call, IncomingMessage message) {
        if (message.taskId() != null) {
            return CompletableFuture.completedFuture(
                    names.addressed(call.participant(), message.taskId(), message.contextId()));
        }
        if (call.participant() instanceof SeatParticipant seat) {
            names.requireContext(seat, seat.head(), message.contextId());
            return CompletableFuture.completedFuture(seat.head());
        }
        if (call.participant() instanceof Config64 config) {
            return contexts.conversation(
                    config, message.contextId(), call.params().tolerances());
        }
        throw new IllegalStateException("not an address: " + call.participant().getClass());
    }

    /** At a seat, which has waited for the other agent's turn to end, the error names whose turn it is. */
    private static Throwable refusal(A2aCall call, Throwable failure) {
        Throwable cause = Futures.cause(failure);
        return call.participant() instanceof SeatParticipant
                        && cause instanceof ConversationException refused
                        && refused.code() == ErrorCode.TURN_CONFLICT
                ? new A2aException(A2aError.INVALID_PARAMS, refused.sentence())
                : cause;
    }

    private MessageMapper mapper(Participant participant, Head head) {
        return tasks.mapper(names.of(participant, head), participant.externalAgent());
    }

    private Task task(Participant participant, long conversation, TaskReader.Extent extent) {
        Head head = store.requireHead(conversation);
        return task(participant, head, extent);
    }

    Task task(Participant participant, Head head, TaskReader.Extent extent) {
        return tasks.read(
                mapper(participant, head), head.log().lastSeq(), head.log().createdAt(), extent);
    }

    boolean isContextOf(Participant participant, Head head, String contextId) {
        return names.of(participant, head).contextId().equals(contextId);
    }

    private Head named(A2aCall call) {
        Head head = names.require(call.participant(), call.params().name("id"));
        if (!call.params().tolerances().used().isEmpty()) {
            var unused = tolerances.note(call.params().tolerances(), call.client(), head.conversation());
        }
        return head;
    }

    CompletionStage<Supplier<String>> get(A2aCall call) {
        Integer historyLength = call.params().optionalCount("historyLength");
        return answer(call, named(call), historyLength);
    }

    private CompletionStage<Supplier<String>> answer(A2aCall call, Head head, @Nullable Integer historyLength) {
        return CompletableFuture.completedFuture(
                () -> call.wire().task(task(call.participant(), head, new TaskReader.Extent(historyLength, true))));
    }

    CompletionStage<Supplier<String>> cancel(A2aCall call) {
        Head head = named(call);
        return conversations
                .cancel(head.conversation(), "canceled_by_client")
                .thenApplyAsync(
                        receipt -> () -> call.wire().task(task(call.participant(), head.conversation(), WHOLE)),
                        workers);
    }

    CompletionStage<TaskStream> subscribe(A2aCall call) {
        Head head = named(call);
        boolean modern = call.version() == A2aVersion.V1_0;
        if (modern && head.completed()) {
            throw new A2aException(
                    A2aError.UNSUPPORTED_OPERATION, "The task has ended; get it instead of subscribing to it.");
        }
        TaskStream.Plan plan =
                new TaskStream.Plan(mapper(call.participant(), head), head.log().lastSeq(), modern);
        // Its first frame waits for a place, and that not on the request's thread.
        return CompletableFuture.supplyAsync(
                () -> stream(call, plan, () -> task(call.participant(), head, WHOLE)), workers);
    }

    static CompletionStage<Supplier<String>> push(A2aCall call) {
        return CompletableFuture.failedFuture(noPush());
    }

    static CompletionStage<Supplier<String>> extendedCard(A2aCall call) {
        return CompletableFuture.failedFuture(new A2aException(
                A2aError.EXTENDED_AGENT_CARD_NOT_CONFIGURED, "There is no extended card; the public one says all."));
    }
}
