package me.fhir.chitchat.http.admission;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.json.JsonWriter;

/**
 * Leaves of the admin connector what only shows: metrics, health checks, threads and ping. Dropwizard's tasks, which change
 * log levels, and the profiler are not served; nor is anything under a foreign {@code Host} or to another site's page.
 */
public final class AdminFilter implements Filter {
    private static final Set<String> SHOWN =
            Set.of("/", "/ping", "/healthcheck", "/metrics", "/prometheus", "/threads");
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final HostCheck hostCheck;

    public AdminFilter(HostCheck hostCheck) {
        this.hostCheck = hostCheck;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            Optional<HostRefusal> foreign = hostCheck.refusal(http.getHeader("Host"), http.getHeader("Origin"));
            if (foreign.isPresent()) {
                refuseJson(answer, 403, foreign.get().body());
                return;
            }
            if (HostCheck.hasSeveralOrigins(http)) {
                refuse(answer, 400, HostCheck.ONE_ORIGIN);
                return;
            }
            if (!SHOWN.contains(http.getRequestURI())) {
                refuse(answer, 404, "There are /ping, /healthcheck, /metrics, /prometheus and /threads here.");
                return;
            }
            if (!METHODS.contains(http.getMethod())) {
                answer.setHeader("Allow", "GET, HEAD");
                refuse(answer, 405, "Nothing can be changed here; use GET.");
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static void refuse(HttpServletResponse response, int status, String sentence) throws IOException {
        refuseJson(response, status, JsonWriter.object(json -> json.text("error", sentence)));
    }

    private static void refuseJson(HttpServletResponse response, int status, String body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter().write(body);
    }
}
