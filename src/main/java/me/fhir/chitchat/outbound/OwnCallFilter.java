package me.fhir.chitchat.outbound;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import me.fhir.chitchat.json.JsonWriter;

/**
 * Answers calls of this server to itself, under whatever name it reached itself: 508 Loop Detected. A conversation that is
 * connected to itself would otherwise send messages without end.
 */
public final class OwnCallFilter implements Filter {
    private static final byte[] BODY = JsonWriter.object(json ->
                    json.text("error", "This server has called itself; name the URL of an agent that runs elsewhere."))
            .getBytes(StandardCharsets.UTF_8);

    private final CallerName own;

    private OwnCallFilter(CallerName own) {
        this.own = own;
    }

    /** Puts the filter in front of everything that was registered before. */
    public static void register(Environment environment, CallerName own) {
        environment
                .servlets()
                .addFilter("own-calls", new OwnCallFilter(own))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && own.is(http.getHeader(CallerName.HEADER))) {
            answer.setStatus(CallerName.STATUS);
            answer.setHeader(CallerName.HEADER, own.value());
            answer.setHeader("Connection", "close");
            answer.setContentType("application/json");
            answer.getOutputStream().write(BODY);
            return;
        }
        chain.doFilter(request, response);
    }
}
