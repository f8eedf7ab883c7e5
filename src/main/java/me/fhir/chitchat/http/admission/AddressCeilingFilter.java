package me.fhir.chitchat.http.admission;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers requests over connections above the {@link AddressCeiling} with 503, and closes these connections. */
final class AddressCeilingFilter implements Filter {
    private static final int RETRY_AFTER_SECONDS = 5;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && AddressCeiling.isAbove(http)) {
            answer.setHeader("Connection", "close");
            answer.setHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
            RequestFilter.refuse(http, answer, new RequestFilter.Refusal(503, AddressCeiling.SENTENCE));
            return;
        }
        chain.doFilter(request, response);
    }
}
