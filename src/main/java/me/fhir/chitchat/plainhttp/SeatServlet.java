package me.fhir.chitchat.plainhttp;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.admission.ClientAddress;
import me.fhir.chitchat.admission.OutgoingBytes;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.TooManyGuesses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code /s/{code}} and what is below it. */
public final class SeatServlet extends HttpServlet {
    private static final Logger LOG = LoggerFactory.getLogger(SeatServlet.class);
    private static final String FROM_PAGE = "X-Seat-Page";
    private static final String TOOLS = "tools/";
    /** What is read below a seat, and may have to wait for news or for its turn. */
    private static final Set<String> READ = Set.of("", "wait");

    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final Pattern PATH = Pattern.compile("/s/([^/]*)(?:/(.*?))?/?");

    private final transient SeatGuard guard;
    private final transient ClientAddress clients;
    private final transient Function<HttpServletRequest, String> apiBase;
    private final transient SeatActions actions;
    private final transient OutgoingBytes outgoing;
    private final transient PageFrame frame;

    /**
     * From where requests come, and under which address.
     *
     * @param assets the address of a file of the web page by its name
     */
    public record SeatAddressing(
            ClientAddress clients, Function<HttpServletRequest, String> apiBase, UnaryOperator<String> assets) {}

    private SeatServlet(SeatGuard guard, SeatAddressing arrival, SeatActions actions, OutgoingBytes outgoing) {
        this.outgoing = outgoing;
        this.guard = guard;
        this.clients = arrival.clients();
        this.apiBase = arrival.apiBase();
        this.frame = new PageFrame(arrival.assets());
        this.actions = actions;
    }

    /**
     * Registers it.
     *
     * @param outgoing counts what clients have not read yet
     */
    public static void register(
            Environment environment,
            SeatGuard guard,
            SeatAddressing arrival,
            SeatActions actions,
            OutgoingBytes outgoing) {
        ServletRegistration.Dynamic servlet =
                environment.servlets().addServlet("seats", new SeatServlet(guard, arrival, actions, outgoing));
        servlet.setAsyncSupported(true);
        servlet.addMapping("/s/*");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SeatResponses answers = SeatResponses.to(request, response, apiBase.apply(request), frame, outgoing);
        answers.headers();
        Matcher path = PATH.matcher(request.getRequestURI());
        Optional<SeatCode> code = path.matches() ? SeatCode.parse(decoded(path.group(1))) : Optional.empty();
        String below = path.matches() && path.group(2) != null ? path.group(2) : "";
        if (READ.contains(below) && SAFE.contains(request.getMethod())) {
            serveReader(request, answers, code, below);
            return;
        }
        Optional<SeatActions.SeatRequest> call = opened(request, answers, code);
        if (call.isPresent()) {
            serve(below, call.get());
        }
    }

    /** The request of a code's holder; empty when the code is wrong, and the request has been answered. */
    private Optional<SeatActions.SeatRequest> opened(
            HttpServletRequest request, SeatResponses answers, Optional<SeatCode> code) throws IOException {
        try {
            Optional<SeatGuard.Opened> opened =
                    code.flatMap(given -> guard.open(given, caller(request, answers.form())));
            if (code.isPresent() && opened.isPresent()) {
                return Optional.of(new SeatActions.SeatRequest(request, answers.at(code.get()), opened.get()));
            }
            answers.error(
                    404, "There is no such code, or it works no longer; ask whoever gave it to you for a new one.");
        } catch (TooManyGuesses | ConversationException e) {
            answers.failure(e);
        }
        return Optional.empty();
    }

    /** However many come at once, they leave the threads of requests to others: already the code is looked up elsewhere. */
    private void serveReader(HttpServletRequest request, SeatResponses answers, Optional<SeatCode> code, String below) {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        var unused = CompletableFuture.completedFuture(answers)
                .thenComposeAsync(given -> read(request, given, code, below), actions.waits())
                .whenComplete((answered, failure) -> {
                    if (failure != null) {
                        LOG.debug("An answer could not be given", failure);
                    }
                    context.complete();
                });
    }

    private CompletableFuture<Boolean> read(
            HttpServletRequest request, SeatResponses answers, Optional<SeatCode> code, String below) {
        try {
            Optional<SeatActions.SeatRequest> call = opened(request, answers, code);
            if (call.isEmpty()) {
                return CompletableFuture.completedFuture(false);
            }
            if (below.isEmpty()) {
                actions.show(call.get());
            } else if (takes(call.get(), "GET")) {
                return actions.waitForNews(call.get());
            }
            return CompletableFuture.completedFuture(true);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The script of the page asks for JSON as well, and says with a header of its own that it is the page. */
    private CallerInfo caller(HttpServletRequest request, Representation form) {
        boolean page = form == Representation.HTML || request.getHeader(FROM_PAGE) != null;
        return new CallerInfo(clients.of(request), page ? "page" : "http", request.getHeader("User-Agent"));
    }

    private void serve(String below, SeatActions.SeatRequest call) throws IOException {
        switch (below) {
            case "" -> takes(call, "GET, HEAD");
            case "say" -> {
                if (takes(call, "POST")) {
                    actions.say(call);
                }
            }
            case "wait" -> takes(call, "GET");
            case "leave" -> {
                if (takes(call, "POST")) {
                    actions.leave(call);
                }
            }
            default -> {
                if (!below.startsWith(TOOLS)) {
                    call.answers().error(404, "There is nothing at this address.");
                } else if (takes(call, "POST")) {
                    actions.useTool(call, decoded(below.substring(TOOLS.length())));
                }
            }
        }
    }

    private static boolean takes(SeatActions.SeatRequest call, String methods) throws IOException {
        if ((", " + methods + ",").contains(" " + call.request().getMethod() + ",")) {
            return true;
        }
        call.answers().response().setHeader("Allow", methods);
        call.answers().error(405, "This address takes " + methods + ".");
        return false;
    }
}
