package me.fhir.chitchat.outbound;

import java.util.Locale;
import java.util.Optional;

/** Why a call to an address that a client named failed, and what a person can do about it. */
public enum OutboundFailure {
    NOT_FOUND("Check the path of the URL: name the agent card or the endpoint itself.", false),
    REFUSED("Check the host name and the port, and that the agent is running and reachable from this server.", true),
    TLS("Give the agent a certificate of a public authority for its host name, or name its http address.", false),
    TIMEOUT("See whether the agent is running, and whether a firewall stands between it and this server.", true),
    UNAUTHORIZED(
            "Give the header that the agent expects, such as Authorization, and check that its value is valid.", false),
    METHOD_NOT_ALLOWED("Name the URL that takes the agent's messages by POST, or its agent card.", false),
    NOT_A2A("Name the URL of an A2A agent or of its agent card.", false),
    CARD_INVALID("Correct the agent card: it needs a name and an absolute http or https URL of its endpoint.", false),
    VERSION("Let the agent offer A2A 1.0 or 0.3.", false),
    BINDING("Let the agent offer JSON-RPC, or HTTP+JSON of A2A 1.0.", false),
    BAD_RESPONSE("See what the agent's log says about this call.", true),
    LOOPS_BACK("Name the URL of an agent that runs elsewhere.", false),
    FORBIDDEN_ADDRESS(
            "Name an address that is reachable from the internet, or let the operator add this one to OUTBOUND_ALLOW.",
            false),
    STOPPING("Try again when this server has started again.", true);

    private final String remedy;
    private final boolean mayPass;

    OutboundFailure(String remedy, boolean mayPass) {
        this.remedy = remedy;
        this.mayPass = mayPass;
    }

    /** Its word in answers, such as {@code not-found}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The remedy, as a whole sentence. */
    public String remedy() {
        return remedy;
    }

    /** Whether the same call may succeed later. */
    public boolean mayPass() {
        return mayPass;
    }

    /** The meaning of an HTTP status that is not a success. */
    public static Optional<OutboundFailure> ofStatus(int status) {
        return switch (status) {
            case 401, 403, 407 -> Optional.of(UNAUTHORIZED);
            case 404, 410 -> Optional.of(NOT_FOUND);
            case 405 -> Optional.of(METHOD_NOT_ALLOWED);
            default -> status >= 200 && status < 300 ? Optional.empty() : Optional.of(BAD_RESPONSE);
        };
    }
}
