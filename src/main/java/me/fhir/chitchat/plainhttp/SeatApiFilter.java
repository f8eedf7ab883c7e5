package me.fhir.chitchat.plainhttp;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.bridge.AddressFilter;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.http.address.PathSegment;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatRole;
import me.fhir.chitchat.world.Brief;
import me.fhir.chitchat.world.BriefMarkdown;

/**
 * The brief of a seat's role and its simulated tools, for programs, at {@code /api/seats/{code}/brief} and
 * {@code /api/seats/{code}/tools/{toolName}}. A code is looked up as at {@code /s}: not on the request's thread.
 */
final class SeatApiFilter extends AddressFilter {
    private static final Pattern ADDRESS =
            Pattern.compile("/api/seats/(?<code>[^/]+)/(?:brief|tools/(?<tool>[^/]+))/?");

    private final SeatGuard guard;
    private final ClientAddress clients;
    private final Function<HttpServletRequest, String> apiBase;
    private final PageFrame frame;
    private final SeatActions actions;
    private final OutgoingBytes outgoing;

    SeatApiFilter(
            SeatGuard guard,
            ClientAddress clients,
            Function<HttpServletRequest, String> apiBase,
            PageFrame frame,
            SeatActions actions,
            OutgoingBytes outgoing) {
        super(ADDRESS);
        this.guard = guard;
        this.clients = clients;
        this.apiBase = apiBase;
        this.frame = frame;
        this.actions = actions;
        this.outgoing = outgoing;
    }

    @Override
    protected void handOver(AsyncContext context, Matcher address) {
        HttpServletRequest request = (HttpServletRequest) context.getRequest();
        SeatResponses answers = SeatResponses.inJson(context, apiBase.apply(request), frame, outgoing);
        answers.headers();
        actions.handover()
                .serve(
                        address.group("code"),
                        () -> answers.answering(() -> serve(request, answers, address)),
                        refused -> answers.answering(() -> answers.failure(refused)));
    }

    private void serve(HttpServletRequest request, SeatResponses answers, Matcher address) throws IOException {
        String tool = address.group("tool");
        AllowedMethods methods = tool == null ? AllowedMethods.READ : AllowedMethods.WRITE;
        if (!methods.check(request, answers)) {
            return;
        }
        Optional<SeatGuard.SeatSession> opened =
                opened(PathSegment.decoded(address.group("code")).orElse(""), request);
        if (opened.isEmpty()) {
            answers.error(404, SeatCode.REFUSAL);
        } else if (tool == null) {
            brief(request, answers, opened.get());
        } else {
            actions.useTool(
                    new SeatActions.SeatRequest(request, answers, opened.get()),
                    PathSegment.decoded(tool).orElse(""));
        }
    }

    private Optional<SeatGuard.SeatSession> opened(String code, HttpServletRequest request) {
        Optional<SeatGuard.SeatSession> opened = guard.openWithoutUse(code, clients.of(request))
                .filter(found -> found.seat().place().role() == SeatRole.SEAT);
        opened.ifPresent(found ->
                guard.used(found.seat(), new CallerInfo(clients.of(request), "http", request.getHeader("User-Agent"))));
        return opened;
    }

    private void brief(HttpServletRequest request, SeatResponses answers, SeatGuard.SeatSession opened)
            throws IOException {
        long conversation = opened.seat().place().conversation();
        Head head = opened.access().conversations().requireHead(conversation);
        Brief brief = actions.brief(head, opened.seat().place().agentId());
        if (Representation.ofProgram(request.getHeader("Accept")) == Representation.MARKDOWN) {
            answers.markdown(BriefMarkdown.document(brief));
        } else {
            answers.reply(brief.json());
        }
    }
}
