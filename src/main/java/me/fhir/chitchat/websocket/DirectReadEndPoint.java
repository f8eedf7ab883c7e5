package me.fhir.chitchat.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A socket whose WebSocket frames are read on the thread that selected it. Jetty assumes that every reader
 * may block and wakes a second thread to select meanwhile, which costs an append more than everything else it needs.
 * Receiving a frame must therefore not block. A client that sends without pause is read a little at a time, in turn with
 * the others.
 */
final class DirectReadEndPoint extends SocketChannelEndPoint {
    /** Reads, of some kilobytes each, before the others have their turn. */
    private static final int MAX_READS = 8;

    // Used by the reading thread, one at a time; Jetty hands over between them.
    private boolean direct;
    private int reads;

    DirectReadEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public void fillInterested(Callback callback) {
        direct = JettyCore.isWebSocket(getConnection());
        reads = 0;
        super.fillInterested(
                direct ? Callback.from(InvocationType.NON_BLOCKING, callback::succeeded, callback::failed) : callback);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        // Nothing for now: the connection registers its interest again and is called when its turn comes.
        if (direct && reads == MAX_READS) {
            return 0;
        }
        reads++;
        return super.fill(buffer);
    }
}
