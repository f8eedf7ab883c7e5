package me.fhir.chitchat.bridge;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.runtime.files.KeptSecret;
import me.fhir.chitchat.runtime.lifecycle.ServerLifecycle;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.world.WorldTools;

/**
 * The services of the bridge protocols.
 *
 * @param handover takes requests off the server's threads to few that read the store, however many callers there are
 */
public record BridgeServices(
        Sources sources,
        BridgeConversations conversations,
        Handles handles,
        SeatAuthenticator seats,
        LongPoll longPoll,
        RequestHandover handover) {
    /** Requests read for milliseconds, so a few threads serve many callers. */
    private static final int READERS = 8;

    /**
     * The services below the bridges.
     *
     * @param guard lets the holders of seats in
     * @param tools what scenarios offer to players from outside
     */
    public record Sources(SeatGuard guard, ScenarioStore scenarios, Subscriptions subscriptions, WorldTools tools) {
        /** The access of callers without a seat code. */
        Access access() {
            return guard.anonymous();
        }
    }

    /**
     * Creates the services and ties them to the server's lifecycle.
     *
     * @param secret where the key of the handles is kept
     * @param workers runs what may block
     */
    public static BridgeServices register(
            Environment environment, Sources sources, KeptSecret secret, Executor workers) {
        ExecutorService readers = WorkerThreads.bounded("bridge", READERS);
        HandleKey key = new HandleKey(secret);
        ExecutorService waits = WorkerThreads.bounded("bridge-wait", READERS);
        LongPoll longPoll = new LongPoll(sources.subscriptions(), waits);
        environment.metrics().registerGauge("chitchat.bridge.waiting", longPoll::size);
        sources.access().conversations().onLoss(key);
        environment.lifecycle().manage(new AutoCloseableManager(readers::shutdownNow));
        environment.lifecycle().manage(new AutoCloseableManager(waits::shutdownNow));
        environment.lifecycle().manage(key);
        environment.lifecycle().manage(longPoll);
        ServerLifecycle.whenStopping(environment, longPoll::stop);
        return new BridgeServices(
                sources,
                new BridgeConversations(sources.access(), sources.tools(), workers),
                new Handles(key, sources.access().conversations()),
                new SeatAuthenticator(sources.guard(), key, longPoll, sources.tools(), readers),
                longPoll,
                new RequestHandover(readers, READERS));
    }

    /** Threads for work that reads the store. */
    public Executor readers() {
        return handover.workers();
    }

    public ConversationStore store() {
        return sources.access().conversations();
    }

    public ScenarioStore scenarios() {
        return sources.scenarios();
    }
}
