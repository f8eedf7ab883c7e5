package me.fhir.chitchat.seat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.outbound.OutboundHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a seat of kind {@code dial}: {@code {url, protocol?, headers?, answerWithinSeconds?}}.
 *
 * @param problem why an address may not be called
 */
record DialReader(JsonFields seat, Function<URI, Optional<String>> problem) {
    private static final int STANDARD_SECONDS = 60;
    private static final int MAX_SECONDS = 600;

    /** The target; null when its address was reported. */
    @Nullable
    DialTarget read() {
        protocol();
        URI url = url();
        OutboundHeaders headers = headers();
        Long seconds = seat.optionalInteger("answerWithinSeconds", 1, MAX_SECONDS);
        return url == null
                ? null
                : new DialTarget(url, headers, Duration.ofSeconds(seconds == null ? STANDARD_SECONDS : seconds));
    }

    private void protocol() {
        String word = seat.optionalText("protocol");
        if ("mcp".equals(word)) {
            seat.report(
                    "protocol",
                    "\"mcp\" is not available: an MCP server offers tools and cannot be asked to speak. Give the address"
                            + " of an A2A agent, or make the seat \"open\" and let the agent connect to its mcp address");
        } else if (word != null && !word.equals("auto") && !word.equals("a2a")) {
            seat.report("protocol", "must be \"auto\" or \"a2a\", not \"" + word + "\"");
        }
    }

    private @Nullable URI url() {
        try {
            URI url = OutboundGuard.parse(seat.text("url"));
            Optional<String> refusal = problem.apply(url);
            refusal.ifPresent(why -> seat.report("url", why));
            return refusal.isPresent() ? null : url;
        } catch (OutboundException e) {
            seat.report("url", "cannot be called: " + e.sentence());
            return null;
        }
    }

    private OutboundHeaders headers() {
        try {
            return OutboundHeaders.of(seat.object().get("headers"));
        } catch (OutboundHeaders.InvalidHeadersException e) {
            seat.report(e.field(), e.problem());
            return OutboundHeaders.NONE;
        }
    }
}
