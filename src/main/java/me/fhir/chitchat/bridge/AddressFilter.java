package me.fhir.chitchat.bridge;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers the requests to addresses of one shape, later and on other threads; lets the others pass. */
public abstract class AddressFilter implements Filter {
    private final Pattern shape;

    /** @param shape of the whole path, as it was sent */
    protected AddressFilter(Pattern shape) {
        this.shape = shape;
    }

    @Override
    public final void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http) {
            Matcher address = shape.matcher(http.getRequestURI());
            if (address.matches() && isServed(address)) {
                AsyncContext context = http.startAsync();
                context.setTimeout(0);
                handOver(context, address);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** Whether an address of this shape is one that is served; else its request passes. */
    protected boolean isServed(Matcher address) {
        return true;
    }

    /** Leaves the request to a {@link RequestHandover}; must not look anything up itself. */
    protected abstract void handOver(AsyncContext context, Matcher address);
}
