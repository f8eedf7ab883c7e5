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
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/**
 * A socket whose WebSocket frames are read on the thread that selected it. Jetty takes every reader for one that may block
 * and wakes a second thread to select meanwhile, which costs an append more than all that is done with it here. Whoever is
 * given a frame must therefore not block. A client that sends without end is read a little at a time, in turn with others.
 */
final class PromptEndPoint extends SocketChannelEndPoint {
    /** Reads, of some kilobytes each, before the others have their turn. */
    private static final int MOST_READS = 8;

    // Used by whoever reads, one thread at a time; Jetty hands over between them.
    private boolean prompt;
    private int reads;

    PromptEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public void fillInterested(Callback callback) {
        prompt = getConnection() instanceof WebSocketConnection;
        reads = 0;
        super.fillInterested(
                prompt ? Callback.from(InvocationType.NON_BLOCKING, callback::succeeded, callback::failed) : callback);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        // Nothing for now: the connection asks to be told when there is something, and is told at once, in its turn.
        if (prompt && reads == MOST_READS) {
            return 0;
        }
        reads++;
        return super.fill(buffer);
    }
}
