package me.fhir.chitchat.llm;

import java.util.Locale;
import me.fhir.chitchat.json.WireName;

/** The kind of a failed call, as the metrics count it. */
public enum FailureKind implements WireName {
    /** No whole answer came: refused, cut or unreachable. */
    NETWORK(true),
    /** The deadline of the call passed, in the queue or at the provider. */
    TIMEOUT(false),
    /** Asked too often. */
    RATE_LIMIT(true),
    /** The provider's own trouble. */
    SERVER(true),
    /** The server's key is wrong or may not do this. */
    KEY(false),
    /** The provider will not serve this server at all: its region, its plan, or a permission. */
    ACCESS(false),
    /** The provider has no such model. */
    MODEL(false),
    /** No credit left. */
    PAYMENT(false),
    /** The provider will not take this request. */
    REQUEST(false),
    /** The model declined, or a safety filter did. */
    REFUSAL(false),
    /** A proper answer with nothing in it. */
    EMPTY(false),
    /** An answer that is not a model answer. */
    UNREADABLE(false),
    OTHER(false);

    private final boolean transientFault;

    FailureKind(boolean transientFault) {
        this.transientFault = transientFault;
    }

    /** The kind of an HTTP status, or of the status-like code inside an error. */
    public static FailureKind ofStatus(int status) {
        return switch (status) {
            case 401 -> KEY;
            case 403 -> ACCESS;
            case 402 -> PAYMENT;
            case 429 -> RATE_LIMIT;
            case 408, 500, 502, 503, 504, 529 -> SERVER;
            default -> status >= 300 && status < 500 ? REQUEST : OTHER;
        };
    }

    /** Whether the same call is worth repeating at once. */
    public boolean isTransient() {
        return transientFault;
    }

    /** Whether the same call could succeed later without any change. */
    public boolean mayPass() {
        return switch (this) {
            case NETWORK, TIMEOUT, RATE_LIMIT, SERVER, UNREADABLE, OTHER -> true;
            case KEY, ACCESS, MODEL, PAYMENT, REQUEST, REFUSAL, EMPTY -> false;
        };
    }

    /** Whether no call to this model can succeed without a change of configuration, account or request. */
    public boolean isPermanent() {
        return this == KEY || this == ACCESS || this == MODEL || this == PAYMENT;
    }

    /** The kind as a metric's name ends. */
    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
