package me.fhir.chitchat.outbound;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** Classifies the HTTP client's exceptions. Their own texts are left out: they may name addresses and headers. */
final class FailureCause {
    private FailureCause() {}

    static OutboundException of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            OutboundException known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return new OutboundException(OutboundFailure.BAD_RESPONSE, "The connection ended before the answer did.");
    }

    private static @Nullable OutboundException known(Throwable cause) {
        if (cause instanceof OutboundException known) {
            return known;
        }
        if (cause instanceof ForbiddenAddressException forbidden) {
            return new OutboundException(OutboundFailure.FORBIDDEN_ADDRESS, String.valueOf(forbidden.getMessage()));
        }
        if (cause instanceof UnknownHostException) {
            return new OutboundException(OutboundFailure.REFUSED, "The host of the URL is not known.");
        }
        if (cause instanceof ConnectionRequestTimeoutException) {
            return new OutboundException(OutboundFailure.TIMEOUT, "Too many calls to this host are under way.");
        }
        if (cause instanceof ConnectTimeoutException) {
            return new OutboundException(OutboundFailure.TIMEOUT, "The host of the URL could not be reached in time.");
        }
        if (cause instanceof SocketTimeoutException) {
            return timeout();
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return new OutboundException(OutboundFailure.REFUSED, "The host of the URL refused the connection.");
        }
        if (cause instanceof SSLException) {
            return new OutboundException(OutboundFailure.TLS, "No secure connection to the URL could be made.");
        }
        return cause instanceof IllegalStateException
                ? new OutboundException(OutboundFailure.STOPPING, "This server is stopping.")
                : null;
    }

    static OutboundException timeout() {
        return new OutboundException(OutboundFailure.TIMEOUT, "No answer came in time.");
    }
}
