package me.fhir.chitchat.http.admission;

import jakarta.servlet.http.HttpServletRequest;

/** Notifies when the client of a waiting request has disconnected. For any thread. */
public interface Departure {
    /** The request attribute that the connection's one is found under. */
    String ATTRIBUTE = "chitchat.departure";

    /** Of clients that cannot be seen leaving. */
    Departure UNSEEN = onGone -> () -> {};

    /**
     * Waits for the client to close its connection, which shows within a second or two.
     *
     * @param onGone runs at most once; must not block
     * @return to be run when it is waited for no longer
     */
    Runnable watch(Runnable onGone);

    /** That of a request's client. */
    static Departure of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Departure departure ? departure : UNSEEN;
    }
}
