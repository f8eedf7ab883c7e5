package me.fhir.chitchat.http.admission;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the {@link CorsPolicy} on every answer, whichever servlet gives it, and answers preflights itself. */
public final class CorsFilter implements Filter {
    private final CorsPolicy policy;

    public CorsFilter(CorsPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        String origin = http.getHeader("Origin");
        boolean preflight = origin != null
                && http.getMethod().equals("OPTIONS")
                && http.getHeader("Access-Control-Request-Method") != null;
        if (preflight) {
            policy.preflightHeaders(origin).forEach(answer::setHeader);
            answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        policy.headers(origin).forEach(answer::setHeader);
        chain.doFilter(request, response);
    }
}
