package me.fhir.chitchat.websocket;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.http.admission.AddressCeiling;
import me.fhir.chitchat.http.admission.ByteBudget;
import me.fhir.chitchat.http.admission.Departure;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Dropwizard's {@code http} connector, and configured as that one is, with sockets that are read as {@link
 * DirectReadEndPoint} says; {@code type: websocket} in {@code config.yml}.
 */
@JsonTypeName("websocket")
public final class WebSocketConnectorFactory extends HttpConnectorFactory {
    private static final int CONNECTIONS_PER_ADDRESS = 512;

    /** Jetty keeps long headers two to three times. */
    private static final int LONG_HEADERS_SHARE_OF_HEAP = 32;

    /** How long the headers of a request may take from their first byte. Default 30s. */
    @MinDuration(value = 1, unit = TimeUnit.SECONDS)
    @JsonProperty
    private Duration headerTimeout = Duration.seconds(30);

    /**
     * Connections that one client address, loopback excepted, may have open at a time; 0 for any number. Default 512,
     * or 0 behind a proxy.
     */
    @Min(0)
    @JsonProperty
    private @Nullable Integer connectionsPerAddress;

    /**
     * Bytes that the long headers of all connections may have together; what a request has up to 8 KiB is not counted.
     * Default a thirty-second of the heap.
     */
    @Min(0)
    @JsonProperty
    private @Nullable Long longHeaderBytes;

    private boolean behindProxy;

    /** Every connection will come from one address: no client is limited, unless the operator configured it. */
    public void setBehindProxy() {
        behindProxy = true;
    }

    @Override
    protected HttpConfiguration buildHttpConfiguration() {
        HttpConfiguration http = super.buildHttpConfiguration();
        http.addCustomizer(WebSocketConnectorFactory::begin);
        return http;
    }

    /** The headers of a request are complete. */
    private static Request begin(Request request, HttpFields.Mutable responseHeaders) {
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof DirectReadEndPoint endPoint) {
            boolean body = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
            endPoint.arrival().headersComplete(body);
            boolean upgrade = request.getHeaders().contains(HttpHeader.UPGRADE);
            Request.addCompletionListener(request, unused -> endPoint.arrival().answered(upgrade));
            request.setAttribute(Departure.ATTRIBUTE, endPoint.departure());
            if (endPoint.isAboveCeiling()) {
                request.setAttribute(AddressCeiling.ATTRIBUTE, true);
            }
        }
        return request;
    }

    @Override
    protected ServerConnector buildConnector(
            Server server,
            Scheduler scheduler,
            ByteBufferPool buffers,
            String name,
            ThreadPool threads,
            ConnectionFactory... protocols) {
        return new DirectReadConnector(
                super.buildConnector(server, scheduler, buffers, name, threads, protocols),
                new DirectReadEndPoint.HandshakeLimits(
                        new AddressCeiling(connectionsPerAddress(), InetAddress::isLoopbackAddress),
                        headerTimeout.toJavaDuration(),
                        new ByteBudget(
                                longHeaderBytes != null
                                        ? longHeaderBytes
                                        : Runtime.getRuntime().maxMemory() / LONG_HEADERS_SHARE_OF_HEAP)));
    }

    private int connectionsPerAddress() {
        if (connectionsPerAddress != null) {
            return connectionsPerAddress;
        }
        return behindProxy ? 0 : CONNECTIONS_PER_ADDRESS;
    }
}
