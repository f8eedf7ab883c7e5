package me.fhir.chitchat.runtime.monitoring;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Prometheus name of a metric of the registry. Dots and dashes become underscores; the names of providers and models
 * become labels, so that one query sums them up.
 *
 * @param name without the ending that its kind adds, such as {@code _total}
 * @param unit what one unit of a count is worth in the exported number, such as a millionth of a dollar; else 1
 */
record PrometheusName(String name, Labels labels, double unit) {
    private static final Pattern MODEL_CALLS = Pattern.compile(
            "llm\\.([^.]+)\\.(.+)\\.(?:(calls)|tokens\\.(prompt|completion)|(cost)|failures\\.([^.]+))");
    private static final Pattern PROVIDER_CALLS = Pattern.compile("llm\\.([^.]+)\\.(running|waiting)");
    private static final Pattern OUTBOUND_FAILURES = Pattern.compile("chitchat\\.outbound\\.failures\\.([^.]+)");
    private static final double DOLLARS_PER_COST = 1e-6;

    static PrometheusName of(String registered) {
        Matcher provider = PROVIDER_CALLS.matcher(registered);
        if (provider.matches()) {
            return new PrometheusName(
                    "chitchat_model_calls_" + provider.group(2), Labels.of("provider", provider.group(1)), 1);
        }
        Matcher model = MODEL_CALLS.matcher(registered);
        if (model.matches()) {
            return ofModel(model);
        }
        Matcher outbound = OUTBOUND_FAILURES.matcher(registered);
        if (outbound.matches()) {
            return new PrometheusName("chitchat_outbound_failures", Labels.of("kind", outbound.group(1)), 1);
        }
        return new PrometheusName(plain(registered.replaceAll("\\W", "_")), Labels.EMPTY, 1);
    }

    /** The formats keep some endings, such as {@code _info}, for themselves. */
    private static String plain(String name) {
        String allowed = PrometheusNaming.sanitizeMetricName(name);
        return allowed.length() < name.length() ? PrometheusNaming.sanitizeMetricName(name + "_count") : allowed;
    }

    private static PrometheusName ofModel(Matcher match) {
        Labels labels = Labels.of("provider", match.group(1), "model", match.group(2));
        if (match.group(3) != null) {
            return new PrometheusName("chitchat_model_call", labels, 1);
        }
        if (match.group(4) != null) {
            return new PrometheusName("chitchat_model_tokens", labels.add("type", match.group(4)), 1);
        }
        if (match.group(5) != null) {
            return new PrometheusName("chitchat_model_cost_dollars", labels, DOLLARS_PER_COST);
        }
        return new PrometheusName("chitchat_model_failures", labels.add("kind", match.group(6)), 1);
    }
}
