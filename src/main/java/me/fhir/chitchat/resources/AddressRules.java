package me.fhir.chitchat.resources;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;

/**
 * Lets an id hold a slash or a percent sign, encoded, which Jetty takes for ambiguous. Only below the API and
 * in the page's own addresses, where a segment of a path is never looked up as a file; elsewhere such an address names
 * nothing.
 */
final class AddressRules implements Filter {
    private static final UriCompliance ENCODED_IDS = UriCompliance.DEFAULT.with(
            "encoded ids",
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_ENCODING,
            // Standard base64 in place of base64url in a bridge's address is answered in the bridge's own words.
            Violation.AMBIGUOUS_EMPTY_SEGMENT);

    /** Where the page shows a scenario; it answers the same file for every id. */
    private static final String SCENARIO_PAGES = "/scenarios/";

    private final String apiRoot;

    /** Takes the path below which ids are read, with a slash at its end. */
    AddressRules(String apiRoot) {
        this.apiRoot = apiRoot;
    }

    static void apply(Server server) {
        // Dropwizard wraps the factories to measure them, so they are not the connectors' own.
        server.getContainedBeans(HttpConfiguration.ConnectionFactory.class)
                .forEach(factory -> factory.getHttpConfiguration().setUriCompliance(ENCODED_IDS));
    }

    static void apply(ServletContextHandler context) {
        context.getServletHandler().setDecodeAmbiguousURIs(true);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && !http.getRequestURI().startsWith(apiRoot)
                && !http.getRequestURI().startsWith(SCENARIO_PAGES)
                && isAmbiguous(http.getRequestURI())) {
            answer.setStatus(404);
            answer.setContentType("application/json");
            answer.getOutputStream()
                    .write(ErrorResponses.body(StatusSentences.of(404)).getBytes(StandardCharsets.UTF_8));
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isAmbiguous(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.contains("%2f") || lower.contains("%25") || lower.contains("//");
    }
}
