package me.fhir.chitchat.websocket;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Takes connections as {@link DirectReadEndPoint}s and ends those whose requests arrive too slowly. */
final class DirectReadConnector extends ServerConnector {
    private static final long CHECK_SECONDS = 1;

    private final DirectReadEndPoint.HandshakeLimits limits;
    private volatile Scheduler.@Nullable Task nextCheck;

    /**
     * Takes the place of another connector that was never started.
     *
     * @param other how it is configured
     */
    DirectReadConnector(ServerConnector other, DirectReadEndPoint.HandshakeLimits limits) {
        super(
                other.getServer(),
                other.getExecutor(),
                other.getScheduler(),
                other.getByteBufferPool(),
                other.getAcceptors(),
                other.getSelectorManager().getSelectorCount(),
                other.getConnectionFactories().toArray(ConnectionFactory[]::new));
        this.limits = limits;
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
        SocketChannelEndPoint endPoint =
                new DirectReadEndPoint(channel, selector, key, getScheduler(), limits, getExecutor());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        scheduleCheck();
    }

    @Override
    protected void doStop() throws Exception {
        var check = nextCheck;
        if (check != null) {
            check.cancel();
        }
        super.doStop();
    }

    private void scheduleCheck() {
        nextCheck = getScheduler().schedule(this::check, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private void check() {
        if (!isRunning()) {
            return;
        }
        long now = System.nanoTime();
        for (EndPoint endPoint : getConnectedEndPoints()) {
            if (endPoint instanceof DirectReadEndPoint direct) {
                direct.endIfTooSlow(now);
                direct.departure().poll();
            }
        }
        scheduleCheck();
    }
}
