package me.fhir.chitchat.testrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore.SharedCommitListener;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.llm.ConversationUsage;
import me.fhir.chitchat.llm.ModelUsage;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.testrun.RunResult.ModelUse;
import me.fhir.chitchat.verdict.live.Verdicts;

/** Conversations between agents of this server: begins them, reports their end and their outcome. For any thread. */
public final class ServerConversations implements SharedCommitListener {
    private static final int MAX_EVENTS = 1_000;

    private final Access access;
    private final Verdicts verdicts;
    private final ConversationUsage usage;
    private final Map<Long, CompletableFuture<Head>> running = new ConcurrentHashMap<>();

    /** @param access anonymous access */
    public ServerConversations(Access access, Verdicts verdicts, ConversationUsage usage) {
        this.access = access;
        this.verdicts = verdicts;
        this.usage = usage;
    }

    /** A conversation that goes on; {@code ended} completes with its last head, or with what kept it from beginning. */
    record StartedConversation(long conversation, CompletableFuture<Head> ended) {}

    /** Creates a conversation, without starting its agents. */
    StartedConversation create(RawJson meta) {
        Head created = Futures.join(access.orchestrator().create(meta));
        StartedConversation conversation = new StartedConversation(created.conversation(), new CompletableFuture<>());
        running.put(conversation.conversation(), conversation.ended());
        return conversation;
    }

    /** Starts the agents of all its roles. */
    void begin(StartedConversation conversation) {
        try {
            access.agents().ensure(conversation.conversation(), null);
        } catch (RuntimeException e) {
            // Whatever it was: a conversation without its agents must not stay open.
            running.remove(conversation.conversation());
            conversation.ended().completeExceptionally(e);
            cancel(conversation.conversation());
        }
    }

    void cancel(long conversation) {
        try {
            Futures.join(access.orchestrator().cancel(conversation, "The test was stopped."));
        } catch (ConversationException e) {
            // It has ended by itself.
        }
    }

    Json.Object verdict(long conversation) {
        return verdicts.find(conversation)
                .map(verdict -> StoredJson.object(verdict.text()))
                .orElse(Json.Object.EMPTY);
    }

    ModelUse use(long conversation) {
        ModelUsage used = usage.of(conversation);
        return new ModelUse(used.calls().all(), used.promptTokens() + used.completionTokens(), used.cost());
    }

    /** The beginning of the messages. */
    List<RunResult.SaidLine> said(long conversation) {
        List<RunResult.SaidLine> said = new ArrayList<>();
        for (Event event : access.conversations().events(EventQuery.all(conversation, 0, MAX_EVENTS))) {
            if (event.entry().type().equals("message")) {
                said.add(new RunResult.SaidLine(
                        event.agentId(), MessagePayload.of(event).text()));
            }
        }
        return said;
    }

    @Override
    public boolean accepts(Commit commit) {
        return commit.after().completed() && running.containsKey(commit.after().conversation());
    }

    @Override
    public void committed(Commit commit) {
        CompletableFuture<Head> ended = running.remove(commit.after().conversation());
        if (ended != null) {
            ended.complete(commit.after());
        }
    }

    @Override
    public boolean follows(long conversation) {
        return running.containsKey(conversation);
    }

    @Override
    public Map<Long, Long> followed() {
        return running.keySet().stream()
                .collect(Collectors.toMap(conversation -> conversation, conversation -> Long.MAX_VALUE));
    }

    @Override
    public boolean isNews(Commit commit) {
        return false;
    }
}
