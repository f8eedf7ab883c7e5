package me.fhir.chitchat.llm.http;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import me.fhir.chitchat.llm.FailureKind;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** No whole answer came; the message ends the sentence "it failed because …" and quotes nothing from the wire. */
public final class NoReplyException extends Exception {
    private final FailureKind kind;

    NoReplyException(FailureKind kind, String because) {
        super(because, null, false, false);
        this.kind = kind;
    }

    /** The meaning of a client library's exception. Its own text is left out: it may name addresses and headers. */
    static NoReplyException of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoReplyException known) {
                return known;
            }
            if (cause instanceof IllegalStateException) {
                // The client or its pool is closed.
                return new NoReplyException(FailureKind.OTHER, "this server is stopping");
            }
            if (cause instanceof UnknownHostException) {
                return network("its host is unknown");
            }
            if (cause instanceof ConnectTimeoutException) {
                return network("it could not be reached in time");
            }
            if (cause instanceof ConnectException) {
                return network("it refused the connection");
            }
            if (cause instanceof SSLException) {
                return network("no secure connection to it could be made");
            }
            if (cause instanceof SocketTimeoutException) {
                return new NoReplyException(FailureKind.TIMEOUT, "it did not answer in time");
            }
            if (cause instanceof InterruptedIOException) {
                return network("the request was given up");
            }
        }
        return network("the connection was cut");
    }

    private static NoReplyException network(String because) {
        return new NoReplyException(FailureKind.NETWORK, because);
    }

    public FailureKind kind() {
        return kind;
    }

    public String because() {
        return String.valueOf(getMessage());
    }
}
