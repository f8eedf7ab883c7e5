package me.fhir.chitchat.http.wirelog;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.http.address.PathSegment;
import org.jspecify.annotations.Nullable;

/** Records what comes to the addresses of bridges and seats, refused requests included; what opens nothing is not kept. */
public final class ExchangeFilter implements Filter {
    private static final int MAX_HEADERS = 40;
    private static final Pattern ADDRESS = Pattern.compile("/(?:api/(?<kind>bridge|seats)|s)/(?<secret>[^/]+)(?:/.*)?");

    private final ExchangeLog log;
    private final Function<String, Optional<Long>> conversations;

    private ExchangeFilter(ExchangeLog log, Function<String, Optional<Long>> conversations) {
        this.log = log;
        this.conversations = conversations;
    }

    /**
     * Registers it in front of what is registered later.
     *
     * @param conversations to which conversation a spelling of a seat's code belongs; counts no wrong ones
     */
    public static void register(
            Environment environment, ExchangeLog log, Function<String, Optional<Long>> conversations) {
        var filter = environment.servlets().addFilter("exchanges", new ExchangeFilter(log, conversations));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(
                EnumSet.of(DispatcherType.REQUEST), true, "/api/bridge/*", "/api/seats/*", "/s/*");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Recording recording = request instanceof HttpServletRequest http ? begin(http) : null;
        if (recording == null) {
            chain.doFilter(request, response);
            return;
        }
        RecordedResponse recorded = new RecordedResponse((HttpServletResponse) response, recording);
        recording.answers(recorded);
        HttpServletRequest read = new RecordedRequest((HttpServletRequest) request, recorded, recording);
        Runnable end = () -> end((HttpServletRequest) request, recording);
        try {
            chain.doFilter(read, recorded);
        } finally {
            if (request.isAsyncStarted()) {
                read.getAsyncContext().addListener(new End(end));
            } else {
                end.run();
            }
        }
    }

    /** A code that was not used lately is known once its request was let in; one that was not let in is not kept. */
    private void end(HttpServletRequest request, Recording recording) {
        recording.ended();
        if (!recording.isKept()) {
            owner(request).ifPresent(owner -> log.keep(owner, recording));
        }
    }

    private @Nullable Recording begin(HttpServletRequest request) {
        Matcher address = ADDRESS.matcher(request.getRequestURI());
        if (!address.matches()) {
            return null;
        }
        String secret = address.group("secret");
        AddressSecrets secrets =
                isBridge(address) ? AddressSecrets.ofConfig(secret) : AddressSecrets.ofCode(decoded(secret));
        Recording recording = log.begin(asked(request, secrets), secrets);
        owner(request).ifPresent(owner -> log.keep(owner, recording));
        return recording;
    }

    private static boolean isBridge(Matcher address) {
        return "bridge".equals(address.group("kind"));
    }

    /** Whose exchange it is; empty where that is not known, which is not looked up here. */
    private Optional<String> owner(HttpServletRequest request) {
        Matcher address = ADDRESS.matcher(request.getRequestURI());
        if (!address.matches()) {
            return Optional.empty();
        }
        String secret = decoded(address.group("secret"));
        return isBridge(address)
                ? Optional.of(ExchangeLog.bridge(Sha256.base64Url(secret)))
                : conversations.apply(secret).map(ExchangeLog::seatsOf);
    }

    private static String decoded(String segment) {
        return PathSegment.decoded(segment).orElse(segment);
    }

    private static LoggedExchange.LoggedRequest asked(HttpServletRequest request, AddressSecrets secrets) {
        List<LoggedExchange.Header> headers = Collections.list(request.getHeaderNames()).stream()
                .limit(MAX_HEADERS)
                .map(name ->
                        new LoggedExchange.Header(name, secrets.header(name, String.valueOf(request.getHeader(name)))))
                .toList();
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return new LoggedExchange.LoggedRequest(
                request.getMethod(),
                secrets.without(request.getRequestURI() + query),
                headers,
                new LoggedExchange.Body("", 0));
    }

    /** Ends a recording with its request, however that ends. */
    private record End(Runnable end) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            end.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end.run();
        }

        @Override
        public void onError(AsyncEvent event) {
            end.run();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
