package me.fhir.chitchat.plainhttp;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.http.address.PathSegment;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.TooManyAttemptsException;

/** Serves {@code /s/{code}} and what is below it, and registers what programs find below {@code /api/seats}. */
public final class SeatServlet extends HttpServlet {
    private static final String FROM_PAGE = "X-Seat-Page";
    private static final String TOOLS = "tools/";
    private static final Set<String> ACTIONS = Set.of("", "say", "wait", "leave");

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

    private SeatServlet(SeatGuard guard, SeatAddressing addressing, SeatActions actions, OutgoingBytes outgoing) {
        this.outgoing = outgoing;
        this.guard = guard;
        this.clients = addressing.clients();
        this.apiBase = addressing.apiBase();
        this.frame = new PageFrame(addressing.assets());
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
            SeatAddressing addressing,
            SeatActions actions,
            OutgoingBytes outgoing) {
        SeatServlet seats = new SeatServlet(guard, addressing, actions, outgoing);
        ServletRegistration.Dynamic servlet = environment.servlets().addServlet("seats", seats);
        servlet.setAsyncSupported(true);
        servlet.addMapping("/s/*");
        SeatApiFilter forPrograms =
                new SeatApiFilter(guard, addressing.clients(), addressing.apiBase(), seats.frame, actions, outgoing);
        environment
                .servlets()
                .addFilter("seats-api", forPrograms)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/api/seats/*");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        SeatResponses answers = SeatResponses.to(request, context, apiBase.apply(request), frame, outgoing);
        answers.headers();
        Matcher path = PATH.matcher(request.getRequestURI());
        String code = path.matches() ? PathSegment.decoded(path.group(1)).orElse("") : "";
        String below = path.matches() && path.group(2) != null ? path.group(2) : "";
        actions.handover()
                .serve(
                        path.matches() ? path.group(1) : "",
                        () -> answers.answering(() -> serve(request, answers, code, below)),
                        refused -> answers.answering(() -> answers.failure(refused)));
    }

    /** The request of a code's holder; empty when the code is wrong, and the request has been answered. */
    private Optional<SeatActions.SeatRequest> opened(HttpServletRequest request, SeatResponses answers, String code)
            throws IOException {
        try {
            Optional<SeatGuard.SeatSession> opened = guard.open(code, caller(request, answers.form()));
            if (opened.isPresent()) {
                SeatResponses atSeat = answers.at(opened.get().code());
                return Optional.of(new SeatActions.SeatRequest(request, atSeat, opened.get()));
            }
            answers.error(404, SeatCode.REFUSAL + " Ask the host of the conversation for a new one.");
        } catch (TooManyAttemptsException | ConversationException e) {
            answers.failure(e);
        }
        return Optional.empty();
    }

    private void serve(HttpServletRequest request, SeatResponses answers, String code, String below)
            throws IOException {
        Optional<SeatActions.SeatRequest> call = opened(request, answers, code);
        if (call.isPresent()) {
            call.get().answers().answering(() -> serve(below, call.get()));
        }
    }

    /** The script of the page asks for JSON as well, and says with a header of its own that it is the page. */
    private CallerInfo caller(HttpServletRequest request, Representation form) {
        boolean page = form == Representation.HTML || request.getHeader(FROM_PAGE) != null;
        return new CallerInfo(clients.of(request), page ? "page" : "http", request.getHeader("User-Agent"));
    }

    private void serve(String below, SeatActions.SeatRequest call) throws IOException {
        AllowedMethods methods =
                switch (below) {
                    case "" -> AllowedMethods.READ;
                    case "wait" -> AllowedMethods.WAIT;
                    default -> AllowedMethods.WRITE;
                };
        if (!ACTIONS.contains(below) && !below.startsWith(TOOLS)) {
            call.answers().error(404, "There is nothing at this address.");
            return;
        }
        if (!methods.check(call.request(), call.answers())) {
            return;
        }
        switch (below) {
            case "" -> actions.show(call);
            case "say" -> actions.say(call);
            case "wait" -> actions.waitForNews(call);
            case "leave" -> actions.leave(call);
            default ->
                actions.useTool(
                        call,
                        PathSegment.decoded(below.substring(TOOLS.length())).orElse(""));
        }
    }
}
