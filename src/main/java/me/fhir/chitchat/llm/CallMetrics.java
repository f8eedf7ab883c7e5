package me.fhir.chitchat.llm;

import static com.codahale.metrics.MetricRegistry.name;

import com.codahale.metrics.MetricRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.llm.ChatResponse.TokenUsage;
import me.fhir.chitchat.llm.FinishedCall.EndedWithAnswer;
import me.fhir.chitchat.llm.FinishedCall.EndedWithFailure;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls per provider and model: {@code llm.<provider>.<model>.calls} (a timer), {@code .failures.<kind>},
 * {@code .tokens.prompt}, {@code .tokens.completion} and {@code .cost} in millionths of a US dollar.
 */
public final class CallMetrics implements CallLog {
    /** Some servers accept any model name and clients choose names: beyond this many they count as one. */
    private static final int MAX_MODELS = 100;

    private final MetricRegistry metrics;
    private final Set<ModelRoute> seen = ConcurrentHashMap.newKeySet();

    public CallMetrics(MetricRegistry metrics) {
        this.metrics = metrics;
    }

    /** Shows how busy one provider is: {@code llm.<provider>.running} and {@code .waiting}. */
    public void watch(Provider provider, RetryingModel model) {
        metrics.gauge(name("llm", provider.wire(), "running"), () -> model::running);
        metrics.gauge(name("llm", provider.wire(), "waiting"), () -> model::waiting);
    }

    @Override
    public void keep(FinishedCall call) {
        String prefix = name("llm", call.route().provider().wire(), modelOf(call.route()));
        metrics.timer(name(prefix, "calls")).update(call.took().toNanos(), TimeUnit.NANOSECONDS);
        if (call.ending() instanceof EndedWithAnswer answered) {
            count(prefix, answered.response().usage());
            return;
        }
        if (call.ending() instanceof EndedWithFailure failed) {
            ModelException.FailureDetails failure = failed.cause().failure();
            metrics.counter(name(prefix, "failures", failure.kind().wireName())).inc();
            count(prefix, failure.spent().usage());
            return;
        }
        metrics.counter(name(prefix, "failures", "cancelled")).inc();
    }

    private void count(String prefix, @Nullable TokenUsage usage) {
        if (usage == null) {
            return;
        }
        metrics.counter(name(prefix, "tokens", "prompt")).inc(usage.promptTokens());
        metrics.counter(name(prefix, "tokens", "completion")).inc(usage.completionTokens());
        if (usage.cost() != null) {
            metrics.counter(name(prefix, "cost")).inc(Math.round(usage.cost() * 1_000_000));
        }
    }

    private String modelOf(ModelRoute route) {
        if (seen.size() < MAX_MODELS) {
            seen.add(route);
        }
        return seen.contains(route) ? route.model() : "other";
    }
}
