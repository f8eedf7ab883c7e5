package me.fhir.chitchat.a2a;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/** What the methods of both versions do (A2A 0.3, section 7; 1.0, section 3.1); only their names and shapes differ. */
final class A2aMethods {
    private static final TaskReader.Extent WHOLE = new TaskReader.Extent(null, true);

    private final BridgeConversations conversations;
    private final ConversationStore store;
    private final LongPoll longPoll;
    private final Executor workers;
    private final TaskNames names;
    private final TaskReader tasks;
    private final Contexts contexts;
    private final ToleranceLog tolerances;

    /**
     * What a method is called with.
     *
     * @param wire the shapes of the answer
     * @param client what the client calls itself, for the notes of tolerances
     */
    record Call(Config64 config, A2aVersion version, Wire wire, A2aParams params, String client) {}

    A2aMethods(
            BridgeConversations conversations,
            ConversationStore store,
            LongPoll longPoll,
            TaskNames names,
            Executor workers) {
        this.conversations = conversations;
        this.store = store;
        this.longPoll = longPoll;
        this.names = names;
        this.workers = workers;
        this.tasks = new TaskReader(store);
        this.contexts = new Contexts(conversations, store);
        this.tolerances = new ToleranceLog(conversations);
    }

    /** A message that is in the log: of which conversation, and where. */
    private record Said(Head before, long seq) {}

    CompletionStage<String> send(Call call) {
        A2aParams configuration = configuration(call);
        Integer historyLength = configuration.optionalCount("historyLength");
        boolean waits = call.version() == A2aVersion.V0_3
                ? configuration.flag("blocking")
                : !configuration.flag("returnImmediately");
        return said(call)
                .thenComposeAsync(
                        said -> waits ? settled(call, said) : CompletableFuture.completedFuture(said), workers)
                .thenApplyAsync(
                        said -> call.wire()
                                .sent(task(
                                        call.config(),
                                        said.before().conversation(),
                                        new TaskReader.Extent(historyLength, true))),
                        workers);
    }

    private CompletableFuture<Said> settled(Call call, Said said) {
        long conversation = said.before().conversation();
        return longPoll.await(
                        conversation,
                        () -> conversations.view(call.config(), conversation).settled()
                                ? Optional.of(said)
                                : Optional.empty(),
                        LongPoll.LONGEST)
                .thenApply(found -> said);
    }

    CompletionStage<TaskStream> stream(Call call) {
        configuration(call);
        return said(call)
                .thenApplyAsync(
                        said -> {
                            MessageMapper mapper = mapper(call.config(), said.before());
                            Task first = tasks.read(
                                    mapper, said.seq(), said.before().log().createdAt(), WHOLE);
                            return stream(call, new TaskStream.Plan(mapper, first, said.seq(), false));
                        },
                        workers);
    }

    private TaskStream stream(Call call, TaskStream.Plan plan) {
        return new TaskStream(plan, call.wire(), store, workers);
    }

    private static A2aParams configuration(Call call) {
        A2aParams configuration = call.params().optionalObject("configuration");
        OutputModes.check(configuration);
        if (configuration.has("pushNotificationConfig") || configuration.has("taskPushNotificationConfig")) {
            throw noPush();
        }
        return configuration;
    }

    static A2aException noPush() {
        return A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED.because(
                "Push notifications are not supported here; stream or poll the task instead.");
    }

    /** Sends the message to its conversation, or to a new one. */
    private CompletableFuture<Said> said(Call call) {
        Config64 config = call.config();
        IncomingMessage message =
                IncomingMessage.read(call.version(), call.params().object("message"));
        var payload = Payload.of(message);
        CompletableFuture<Head> conversation = message.taskId() == null
                ? contexts.conversation(
                        config, message.contextId(), call.params().tolerances())
                : CompletableFuture.completedFuture(names.addressed(config, message.taskId(), message.contextId()));
        return conversation.thenCompose(
                head -> conversations.say(config, head.conversation(), payload).thenCompose(receipt -> tolerances
                        .note(call, head.conversation())
                        .thenApply(noted -> new Said(head, receipt.at().seq()))));
    }

    private MessageMapper mapper(Config64 config, Head head) {
        return tasks.mapper(names.of(config, head), config.externalAgent());
    }

    private Task task(Config64 config, long conversation, TaskReader.Extent extent) {
        Head head = store.head(conversation).orElseThrow(() -> ConversationException.unknownConversation(conversation));
        return task(config, head, extent);
    }

    Task task(Config64 config, Head head, TaskReader.Extent extent) {
        return tasks.read(mapper(config, head), head.log().lastSeq(), head.log().createdAt(), extent);
    }

    private Head named(Call call) {
        Head head = names.require(call.config(), call.params().name("id"));
        if (!call.params().tolerances().used().isEmpty()) {
            var unused = tolerances.note(call, head.conversation());
        }
        return head;
    }

    CompletionStage<String> get(Call call) {
        Integer historyLength = call.params().optionalCount("historyLength");
        return answer(call, named(call), historyLength);
    }

    private CompletionStage<String> answer(Call call, Head head, @Nullable Integer historyLength) {
        return CompletableFuture.completedFuture(
                call.wire().task(task(call.config(), head, new TaskReader.Extent(historyLength, true))));
    }

    CompletionStage<String> cancel(Call call) {
        Head head = named(call);
        return conversations
                .cancel(head.conversation(), "canceled_by_client")
                .thenApplyAsync(receipt -> call.wire().task(task(call.config(), head.conversation(), WHOLE)), workers);
    }

    CompletionStage<TaskStream> subscribe(Call call) {
        Head head = named(call);
        boolean modern = call.version() == A2aVersion.V1_0;
        if (modern && head.completed()) {
            throw A2aError.UNSUPPORTED_OPERATION.because("The task has ended; get it instead of subscribing to it.");
        }
        TaskStream.Plan plan = new TaskStream.Plan(
                mapper(call.config(), head),
                task(call.config(), head, WHOLE),
                head.log().lastSeq(),
                modern);
        return CompletableFuture.completedFuture(stream(call, plan));
    }

    static CompletionStage<String> push(Call call) {
        return CompletableFuture.failedFuture(noPush());
    }

    static CompletionStage<String> extendedCard(Call call) {
        return CompletableFuture.failedFuture(A2aError.EXTENDED_AGENT_CARD_NOT_CONFIGURED.because(
                "There is no extended card; the public one says all."));
    }
}
