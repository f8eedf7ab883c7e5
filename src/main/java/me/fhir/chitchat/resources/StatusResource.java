package me.fhir.chitchat.resources;

import io.dropwizard.core.setup.Environment;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.lifecycle.ServerLifecycle;
import me.fhir.chitchat.llm.ModelBudget;
import me.fhir.chitchat.llm.SpendingStore;
import me.fhir.chitchat.orchestrator.WatchdogConfiguration;
import me.fhir.chitchat.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** Tells people how the server is set up and how it does; no key, no token, no path. */
@Path("/status")
@Produces(MediaType.APPLICATION_JSON)
public final class StatusResource {
    private final Server server;
    private final Storage storage;
    private final Watching watchdog;
    private final Address address;
    private final Supplier<Models> models;
    private final Clock clock;

    public StatusResource(
            Server server, Storage storage, Watching watchdog, Supplier<Models> models, Address address, Clock clock) {
        this.server = server;
        this.storage = storage;
        this.watchdog = watchdog;
        this.models = models;
        this.address = address;
        this.clock = clock;
    }

    /**
     * The program and what is switched on.
     *
     * @param adminPort where the metrics are; 0 before the server listens
     */
    public record Server(
            String version, Instant startedAt, IntSupplier adminPort, boolean editTokenWanted, boolean debugApi) {
        /** This build, started now, on the port where the environment's admin connector will listen. */
        public static Server running(
                Environment environment, Instant startedAt, boolean editTokenWanted, boolean debugApi) {
            AtomicInteger adminPort = new AtomicInteger();
            ServerLifecycle.whenListening(environment, (port, admin) -> {
                if (admin) {
                    adminPort.set(port);
                }
            });
            return new Server(BuildVersion.read(), startedAt, adminPort::get, editTokenWanted, debugApi);
        }
    }

    /** The data file and the volume it is on; all may be asked from any thread. */
    public record Storage(BooleanSupplier writable, LongSupplier usedBytes, LongSupplier freeBytes) {}

    /** The watchdog; {@code closed} counts what it ended since the start. */
    public record Watching(WatchdogConfiguration configuration, LongSupplier closed) {}

    /**
     * Who may call the server's models, and what the paid ones cost today.
     *
     * @param complete the configured word
     */
    public record Models(String complete, SpendingStore.Spent today, ModelBudget.Limit perDay) {}

    /** What is known of the address under which others reach the API. */
    public interface Address extends ApiBase {
        /** The address as configured, what requests say, and what the bridges accept. */
        static Address of(@Nullable String configured, ApiBase base, HostCheck hosts) {
            return new Address() {
                @Override
                public @Nullable String configured() {
                    return configured == null || configured.isBlank() ? null : configured.strip();
                }

                @Override
                public String apiBase(UriInfo uri, HttpHeaders headers) {
                    return base.apiBase(uri, headers);
                }

                @Override
                public Optional<String> refusal(@Nullable String host) {
                    return hosts.refusal(host, null);
                }
            };
        }

        /** The configured one, as it was given; null when each request decides. */
        @Nullable
        String configured();

        /** Why a bridge would refuse a client that uses this name; empty when none would. */
        Optional<String> refusal(@Nullable String host);
    }

    @GET
    public Response status(@Context UriInfo uri, @Context HttpHeaders headers) {
        StringBuilder out = new StringBuilder(512);
        out.append("{\"version\":").append(JsonText.quote(server.version));
        out.append(",\"startedAt\":\"").append(Timestamps.format(server.startedAt));
        out.append("\",\"now\":\"").append(Timestamps.format(clock.instant()));
        out.append("\",\"adminPort\":").append(server.adminPort.getAsInt());
        out.append(",\"editTokenWanted\":").append(server.editTokenWanted);
        out.append(",\"debugApi\":").append(server.debugApi);
        out.append(",\"storage\":{\"writable\":").append(storage.writable.getAsBoolean());
        out.append(",\"usedBytes\":").append(storage.usedBytes.getAsLong());
        out.append(",\"freeBytes\":").append(storage.freeBytes.getAsLong());
        WatchdogConfiguration rules = watchdog.configuration;
        out.append("},\"watchdog\":{\"enabled\":").append(rules.on());
        out.append(",\"intervalMs\":").append(rules.interval().toMillis());
        out.append(",\"minAgeMs\":").append(rules.minAge().toMillis());
        out.append(",\"stalledThresholdMs\":").append(rules.stalledThreshold().toMillis());
        out.append(",\"closed\":").append(watchdog.closed.getAsLong());
        Models costs = models.get();
        out.append("},\"models\":{\"complete\":").append(JsonText.quote(costs.complete));
        out.append(",\"callsToday\":").append(costs.today.calls());
        out.append(",\"callsPerDay\":").append(costs.perDay.calls());
        out.append(",\"tokensToday\":").append(costs.today.tokens());
        out.append(",\"tokensPerDay\":").append(costs.perDay.tokens());
        out.append("},\"address\":{\"apiBase\":").append(JsonText.quote(address.apiBase(uri, headers)));
        optional(out, "configured", address.configured());
        optional(
                out,
                "refusal",
                address.refusal(headers.getHeaderString(HttpHeaders.HOST)).orElse(null));
        return JsonResponses.json(
                Response.ok().header("Cache-Control", "no-store"),
                out.append("}}").toString());
    }

    private static void optional(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            out.append(",\"").append(name).append("\":").append(JsonText.quote(value));
        }
    }
}
