package me.fhir.chitchat.runtime.monitoring;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Answers Prometheus: all metrics as OpenMetrics text to a client that accepts it, else in the older text format. */
final class PrometheusServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient MetricRegistry registry;
    private final transient MetricHelp help;
    private final transient ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
    private final transient ExpositionFormatWriter text = PrometheusTextFormatWriter.create();

    PrometheusServlet(MetricRegistry registry, MetricHelp help) {
        this.registry = registry;
        this.help = help;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ExpositionFormatWriter format = openMetrics.accepts(request.getHeader("Accept")) ? openMetrics : text;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        format.write(body, MetricFamilies.of(registry, help));
        response.setContentType(format.getContentType());
        response.setHeader("Vary", "Accept");
        response.setContentLength(body.size());
        body.writeTo(response.getOutputStream());
    }
}
