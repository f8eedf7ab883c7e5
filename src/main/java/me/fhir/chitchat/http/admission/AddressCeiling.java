package me.fhir.chitchat.http.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * How many connections one client address may have open. A few more are taken, only to be answered with 503; beyond
 * twice the ceiling a connection is closed at once. For any thread.
 */
public final class AddressCeiling {
    /** The error for a connection above the ceiling. */
    public static final String SENTENCE =
            "Your address has too many connections to this server open; close some and try again.";

    /** The request attribute that marks a connection above the ceiling for {@link #isAbove}. */
    public static final String ATTRIBUTE = "chitchat.above-address-ceiling";

    private final int most;
    private final Predicate<InetAddress> exempt;
    private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();

    /** The decision on a new connection. */
    public enum Admittance {
        ADMITTED,
        /** Taken, to be answered with 503. */
        ANSWERED,
        CLOSED
    }

    /**
     * @param most connections per address; 0 for any number
     * @param exempt addresses that are not counted
     */
    public AddressCeiling(int most, Predicate<InetAddress> exempt) {
        this.most = most;
        this.exempt = exempt;
    }

    /** Counts a connection that was opened; {@link #closed} has to follow. */
    public Admittance opened(InetAddress address) {
        if (most == 0 || exempt.test(address)) {
            return Admittance.ADMITTED;
        }
        int count = open.merge(address, 1, Integer::sum);
        if (count <= most) {
            return Admittance.ADMITTED;
        }
        return count <= 2L * most ? Admittance.ANSWERED : Admittance.CLOSED;
    }

    /** A counted connection is gone. */
    public void closed(InetAddress address) {
        open.computeIfPresent(address, (unused, count) -> count > 1 ? count - 1 : null);
    }

    /** Whether this request came over a connection that is only answered with 503. */
    public static boolean isAbove(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
