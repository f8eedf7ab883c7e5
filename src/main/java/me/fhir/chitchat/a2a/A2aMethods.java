package me.fhir.chitchat.a2a;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.BridgeKind;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Patience;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/** What the methods of both versions do (A2A 0.3, section 7; 1.0, section 3.1); only their names and shapes differ. */
final class A2aMethods {
    private static final TaskReader.Extent WHOLE = new TaskReader.Extent(null, true);

    private final BridgeConversations conversations;
    private final ConversationStore store;
    private final Patience patience;
    private final Executor workers;
    private final TaskNames names;
    private final TaskReader tasks;
    private final TaskIndex index;

    /** What a method is called with. */
    record Call(Config64 config, A2aVersion version, ParamReader params) {
        Wire wire() {
            return version.wire();
        }
    }

    A2aMethods(
            BridgeConversations conversations,
            ConversationStore store,
            Patience patience,
            TaskNames names,
            TaskIndex index,
            Executor workers) {
        this.index = index;
        this.conversations = conversations;
        this.store = store;
        this.patience = patience;
        this.names = names;
        this.workers = workers;
        this.tasks = new TaskReader(store);
    }

    /** A message that is in the log: of which conversation, and where. */
    private record Said(Head before, long seq) {}

    CompletionStage<String> send(Call call) {
        ParamReader configuration = configuration(call);
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
        return patience.await(
                        conversation,
                        () -> conversations
                                        .standing(call.config(), conversation)
                                        .settled()
                                ? Optional.of(said)
                                : Optional.empty(),
                        Patience.LONGEST)
                .thenApply(found -> said);
    }

    CompletionStage<TaskStream> stream(Call call) {
        configuration(call);
        return said(call)
                .thenApplyAsync(
                        said -> {
                            Minutes minutes = minutes(call.config(), said.before());
                            Task first = tasks.read(
                                    minutes, said.seq(), said.before().log().createdAt(), WHOLE);
                            return stream(call, new TaskStream.Plan(minutes, first, said.seq(), false));
                        },
                        workers);
    }

    private TaskStream stream(Call call, TaskStream.Plan plan) {
        return new TaskStream(plan, call.wire(), store, workers);
    }

    private static ParamReader configuration(Call call) {
        ParamReader configuration = call.params().optionalObject("configuration");
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

    /** Says the message in its conversation, or in a new one. */
    private CompletableFuture<Said> said(Call call) {
        Config64 config = call.config();
        Incoming message = Incoming.read(call.wire(), call.params().object("message"));
        var payload = Payload.of(message);
        return names.addressed(config, message)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> conversations.begin(config, BridgeKind.A2A, names.stamp(config, message.contextId())))
                .thenCompose(head -> conversations
                        .say(config, head.conversation(), payload)
                        .thenApply(receipt -> new Said(head, receipt.at().seq())));
    }

    private Minutes minutes(Config64 config, Head head) {
        return tasks.minutes(names.of(config, head), config.externalAgent());
    }

    private Task task(Config64 config, long conversation, TaskReader.Extent extent) {
        index.refresh(conversation);
        Head head = store.head(conversation).orElseThrow(() -> ConversationException.unknownConversation(conversation));
        return task(config, head, extent);
    }

    Task task(Config64 config, Head head, TaskReader.Extent extent) {
        return tasks.read(
                minutes(config, head), head.log().lastSeq(), head.log().createdAt(), extent);
    }

    private Head named(Call call) {
        return names.require(call.config(), call.params().name("id"));
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
                minutes(call.config(), head),
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
