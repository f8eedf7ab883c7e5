package me.fhir.chitchat.websocket;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Dropwizard's {@code http} connector, and configured as that one is, with sockets that are read as {@link DirectReadEndPoint}
 * says; {@code type: websocket} in {@code config.yml}.
 */
@JsonTypeName("websocket")
public final class WebSocketConnectorFactory extends HttpConnectorFactory {
    @Override
    protected ServerConnector buildConnector(
            Server server,
            Scheduler scheduler,
            ByteBufferPool buffers,
            String name,
            ThreadPool threads,
            ConnectionFactory... protocols) {
        return new DirectReadConnector(super.buildConnector(server, scheduler, buffers, name, threads, protocols));
    }

    /** Takes the place of another connector that was never started. */
    private static final class DirectReadConnector extends ServerConnector {
        DirectReadConnector(ServerConnector other) {
            super(
                    other.getServer(),
                    other.getExecutor(),
                    other.getScheduler(),
                    other.getByteBufferPool(),
                    other.getAcceptors(),
                    other.getSelectorManager().getSelectorCount(),
                    other.getConnectionFactories().toArray(ConnectionFactory[]::new));
            setPort(other.getPort());
            setHost(other.getHost());
            setInheritChannel(other.isInheritChannel());
            setAcceptQueueSize(other.getAcceptQueueSize());
            setReuseAddress(other.getReuseAddress());
            setIdleTimeout(other.getIdleTimeout());
            setName(other.getName());
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            SocketChannelEndPoint endPoint = new DirectReadEndPoint(channel, selector, key, getScheduler());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }
    }
}
