package me.fhir.chitchat.resources;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.ModelBudgetConfiguration;
import me.fhir.chitchat.llm.ProviderReports;
import me.fhir.chitchat.llm.SpendingStore;
import me.fhir.chitchat.orchestrator.DueEnding;
import me.fhir.chitchat.orchestrator.WatchdogConfiguration;
import me.fhir.chitchat.runtime.lifecycle.ServerLifecycle;
import me.fhir.chitchat.wire.Timestamps;

/**
 * The server's configuration and state as JSON, for people; no key, no token, no path.
 *
 * @param models asked for each document, since what was spent today changes
 */
public record StatusDocument(
        Server server, Storage storage, WatchdogStatus watchdog, Supplier<ModelStatus> models, Clock clock) {
    /**
     * The program and what is switched on.
     *
     * @param adminPort where the metrics are; 0 before the server listens
     */
    public record Server(
            String version,
            Instant startedAt,
            IntSupplier adminPort,
            Switches switches,
            Ceilings ceilings,
            Traffic traffic) {
        /** This build, started now, on the port where the environment's admin connector will listen. */
        public static Server running(
                Environment environment, Instant startedAt, Switches switches, Ceilings ceilings, Traffic traffic) {
            AtomicInteger adminPort = new AtomicInteger();
            ServerLifecycle.whenListening(environment, (port, admin) -> {
                if (admin) {
                    adminPort.set(port);
                }
            });
            return new Server(BuildVersion.read(), startedAt, adminPort::get, switches, ceilings, traffic);
        }
    }

    /** What the operator switched on. */
    public record Switches(boolean editTokenWanted, boolean debugApi) {}

    /**
     * What happens on this server.
     *
     * @param connections how many WebSockets are open
     * @param closedAsSlow how many were closed since the start because they did not read
     * @param eventsPerMinute events stored in each minute of the last hour that is over, the oldest first
     */
    public record Traffic(IntSupplier connections, LongSupplier closedAsSlow, Supplier<List<Long>> eventsPerMinute) {}

    /**
     * The limits of conversations.
     *
     * @param life how long one may stay active; zero for any time
     * @param serverAgents how many agents run here at most
     * @param running how many run here now
     */
    public record Ceilings(ConversationLimits limits, Duration life, int serverAgents, IntSupplier running) {}

    /** The data file and the volume it is on; all may be asked from any thread. */
    public record Storage(BooleanSupplier writable, LongSupplier usedBytes, Supplier<OptionalLong> freeBytes) {}

    /** The watchdog; {@code closed} counts what it ended since the start, {@code next} is what it ends next. */
    public record WatchdogStatus(
            WatchdogConfiguration configuration, LongSupplier closed, Supplier<Optional<DueEnding>> next) {}

    /**
     * Who may call the server's models, and what the paid ones cost today.
     *
     * @param budget what the operator allows
     * @param reports how the last call to each provider ended
     */
    public record ModelStatus(
            ModelBudgetConfiguration budget, SpendingStore.Spent today, List<ProviderReports.ProviderReport> reports) {}

    /** Writes the members of the document; {@code now} is the clock's time. */
    void write(JsonWriter json) {
        writeServer(json);
        json.object("ceilings", this::writeCeilings)
                .object("traffic", this::writeTraffic)
                .object("storage", this::writeStorage)
                .object("watchdog", this::writeWatchdog)
                .object("models", this::writeModels);
    }

    private void writeServer(JsonWriter json) {
        json.text("version", server.version)
                .text("startedAt", Timestamps.format(server.startedAt))
                .text("now", Timestamps.format(clock.instant()))
                .number("adminPort", server.adminPort.getAsInt())
                .flag("editTokenWanted", server.switches.editTokenWanted)
                .flag("debugApi", server.switches.debugApi);
    }

    private void writeCeilings(JsonWriter json) {
        Ceilings ceilings = server.ceilings;
        json.number("maxTurns", ceilings.limits.mostTurns())
                .number("conversationLifeMs", ceilings.life.toMillis())
                .number("conversationBytes", ceilings.limits.mostBytes())
                .number("serverAgents", ceilings.serverAgents)
                .number("serverAgentsRunning", ceilings.running.getAsInt());
    }

    private void writeTraffic(JsonWriter json) {
        Traffic traffic = server.traffic;
        json.number("connections", traffic.connections.getAsInt())
                .number("closedAsSlow", traffic.closedAsSlow.getAsLong())
                .name("eventsPerMinute")
                .beginList();
        traffic.eventsPerMinute.get().forEach(json::number);
        json.endList();
    }

    private void writeStorage(JsonWriter json) {
        json.flag("writable", storage.writable.getAsBoolean()).number("usedBytes", storage.usedBytes.getAsLong());
        storage.freeBytes.get().ifPresent(free -> json.number("freeBytes", free));
    }

    private void writeWatchdog(JsonWriter json) {
        WatchdogConfiguration rules = watchdog.configuration;
        json.flag("enabled", rules.on())
                .number("intervalMs", rules.interval().toMillis())
                .number("minAgeMs", rules.minAge().toMillis())
                .number("stalledThresholdMs", rules.stalledThreshold().toMillis())
                .number("closed", watchdog.closed.getAsLong());
        watchdog.next
                .get()
                .ifPresent(ending -> json.object("next", next -> next.number("conversation", ending.conversation())
                        .text("at", Timestamps.format(ending.at()))));
    }

    private void writeModels(JsonWriter json) {
        ModelStatus costs = models.get();
        ModelBudgetConfiguration budget = costs.budget;
        json.text("complete", budget.access())
                .number("callsToday", costs.today.calls())
                .number("callsPerDay", budget.perDay().calls())
                .number("tokensToday", costs.today.tokens())
                .number("tokensPerDay", budget.perDay().tokens())
                .number("callsPerConversation", budget.perConversation().calls())
                .number("tokensPerConversation", budget.perConversation().tokens())
                .number("maxTokens", budget.longestAnswer())
                .number("promptCharacters", budget.longestPrompt())
                .objects("providers", costs.reports, StatusDocument::writeReport);
    }

    private static void writeReport(JsonWriter json, ProviderReports.ProviderReport report) {
        json.text("name", report.route().provider().wire())
                .text("model", report.route().model())
                .flag("answered", report.answered())
                .text("at", Timestamps.format(report.at()))
                .number("latencyMs", report.took().toMillis())
                .text("since", Timestamps.format(report.since()))
                .optionalText("failure", report.failure());
    }
}
