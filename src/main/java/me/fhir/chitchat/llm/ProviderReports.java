package me.fhir.chitchat.llm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import me.fhir.chitchat.llm.FinishedCall.Cancelled;
import me.fhir.chitchat.llm.FinishedCall.EndedWithFailure;
import org.jspecify.annotations.Nullable;

/** Remembers how the last call to each provider ended, since the start of the server. May be used from any thread. */
public final class ProviderReports implements CallLog {
    private final Map<Provider, ProviderReport> reports = new ConcurrentSkipListMap<>();

    /**
     * The last answer or failure of a provider.
     *
     * @param at when the call ended
     * @param took from the request to its end, retries included
     * @param since when the first of the calls ended that answered, or failed, in a row up to this one
     * @param failure the sentence for a person; null after an answer
     */
    public record ProviderReport(
            ModelRoute route,
            Instant at,
            Duration took,
            Instant since,
            @Nullable String failure) {
        public boolean answered() {
            return failure == null;
        }
    }

    @Override
    public void keep(FinishedCall call) {
        if (call.ending() instanceof Cancelled) {
            return;
        }
        Instant at = call.started().plus(call.took());
        String failure = call.ending() instanceof EndedWithFailure failed
                ? failed.cause().sentence()
                : null;
        reports.merge(
                call.route().provider(),
                new ProviderReport(call.route(), at, call.took(), at, failure),
                ProviderReports::following);
    }

    private static ProviderReport following(ProviderReport before, ProviderReport now) {
        Instant since = before.answered() == now.answered() ? before.since() : now.since();
        return new ProviderReport(now.route(), now.at(), now.took(), since, now.failure());
    }

    /** One of each provider that was called, in the providers' order. */
    public List<ProviderReport> all() {
        return List.copyOf(reports.values());
    }
}
