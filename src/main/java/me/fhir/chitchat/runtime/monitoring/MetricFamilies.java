package me.fhir.chitchat.runtime.monitoring;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Sampling;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a registry as Prometheus has them: counters and meters as counters, gauges that are numbers or truth values
 * as gauges, histograms and timers as summaries, times in seconds.
 */
final class MetricFamilies {
    private static final double SECONDS_PER_NANO = 1.0 / TimeUnit.SECONDS.toNanos(1);
    private static final double[] QUANTILES = {0.5, 0.95, 0.99, 0.999};

    private final Map<String, DataPoints> families = new TreeMap<>();
    private final MetricHelp help;

    /** All data points of one name, which are of one kind. */
    private static final class DataPoints {
        private final Stream.Builder<DataPointSnapshot> points = Stream.builder();
        private final Class<?> kind;
        private final Set<Labels> labels = new HashSet<>();
        private final String registered;

        DataPoints(Class<?> kind, String registered) {
            this.kind = kind;
            this.registered = registered;
        }

        <T> List<T> of(Class<T> type) {
            return points.build().map(type::cast).toList();
        }
    }

    private MetricFamilies(MetricHelp help) {
        this.help = help;
    }

    /** The current values of the registry's metrics. */
    static MetricSnapshots of(MetricRegistry registry, MetricHelp help) {
        MetricFamilies families = new MetricFamilies(help);
        registry.getMetrics().forEach(families::add);
        return families.snapshots();
    }

    private void add(String registered, Metric metric) {
        PrometheusName name = PrometheusName.of(registered);
        if (metric instanceof Timer timer) {
            add(registered, name.name() + "_seconds", summary(timer, timer, name.labels(), SECONDS_PER_NANO));
        } else if (metric instanceof Sampling sampling && metric instanceof Counting counting) {
            add(registered, name.name(), summary(sampling, counting, name.labels(), 1));
        } else if (metric instanceof Counting counting) {
            add(
                    registered,
                    name.name(),
                    CounterDataPointSnapshot.builder()
                            .value(Math.max(0, counting.getCount()) * name.unit())
                            .labels(name.labels())
                            .build());
        } else if (metric instanceof Gauge<?> gauge) {
            Double value = number(gauge.getValue());
            if (value != null) {
                add(
                        registered,
                        name.name(),
                        GaugeDataPointSnapshot.builder()
                                .value(value)
                                .labels(name.labels())
                                .build());
            }
        }
    }

    private void add(String registered, String name, DataPointSnapshot point) {
        DataPoints family = families.computeIfAbsent(name, unused -> new DataPoints(point.getClass(), registered));
        // Two names of the registry may look the same here; Prometheus takes neither two kinds nor a value twice.
        if (family.kind == point.getClass() && family.labels.add(point.getLabels())) {
            family.points.add(point);
        }
    }

    private MetricSnapshots snapshots() {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        families.forEach((name, family) -> {
            MetricMetadata metadata = new MetricMetadata(name, help.of(family.registered));
            if (family.kind == CounterDataPointSnapshot.class) {
                snapshots.metricSnapshot(new CounterSnapshot(metadata, family.of(CounterDataPointSnapshot.class)));
            } else if (family.kind == GaugeDataPointSnapshot.class) {
                snapshots.metricSnapshot(new GaugeSnapshot(metadata, family.of(GaugeDataPointSnapshot.class)));
            } else {
                snapshots.metricSnapshot(new SummarySnapshot(metadata, family.of(SummaryDataPointSnapshot.class)));
            }
        });
        return snapshots.build();
    }

    private static SummaryDataPointSnapshot summary(Sampling sampling, Counting counting, Labels labels, double unit) {
        Snapshot snapshot = sampling.getSnapshot();
        Quantiles.Builder quantiles = Quantiles.builder();
        for (double quantile : QUANTILES) {
            quantiles.quantile(new Quantile(quantile, snapshot.getValue(quantile) * unit));
        }
        return SummaryDataPointSnapshot.builder()
                .count(counting.getCount())
                .quantiles(quantiles.build())
                .labels(labels)
                .build();
    }

    private static @Nullable Double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof Boolean flag ? Double.valueOf(flag ? 1 : 0) : null;
    }
}
