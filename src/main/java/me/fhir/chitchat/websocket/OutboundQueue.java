package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.orchestrator.LiveFeed;
import me.fhir.chitchat.runtime.concurrent.SerialAction;
import org.jspecify.annotations.Nullable;

/**
 * Everything on its way to one client. Frames leave in the order in which they were queued; a response made of pieces
 * holds up the queue until its last piece, and backlogs are read only while nothing else waits. Queueing never blocks.
 * For one client only live frames are bounded: responses are always sent, at the speed at which it reads. All clients
 * together are bounded by {@link OutgoingBytes}. For any thread.
 */
final class OutboundQueue {
    private final Transport transport;
    private final Executor workers;
    private final OutgoingBytes.Account account;
    private final SerialAction pumping = new SerialAction(this::pump);

    private final Deque<OutboundItem> queue = new ArrayDeque<>();
    private final Backlog backlog;
    private final ReadAhead reader;
    private final SendWindow sending = new SendWindow();
    private final WaitingLive live;
    private final WaitingResponses responses = new WaitingResponses();
    private OutboundItem.@Nullable Pieces streaming;
    private boolean closed;

    /** Where frames go. */
    interface Transport {
        /** Sends one frame; {@code done} is called when it has left or failed. */
        void send(OutboundFrame frame, Runnable done);

        /** The client reads too slowly: the connection is to be closed with 1013. */
        void overflowed();

        /** The same, because the server has too much to send to all its clients. */
        void evictedForMemory();

        /** A backlog or an answer in pieces could not be read: the connection is to be closed with 1011. */
        void failed(Throwable cause);

        /** Something was sent: there may be room for the next request. */
        void progressed();
    }

    /**
     * @param limit what may wait for this client
     * @param outgoing what may wait for all clients
     * @param workers reads the store
     * @param timer retries when there was no room
     */
    OutboundQueue(
            Transport transport,
            WebSocketConfiguration.OutboundLimit limit,
            OutgoingBytes outgoing,
            Executor workers,
            ScheduledExecutorService timer) {
        this.transport = transport;
        this.live = new WaitingLive(limit);
        this.workers = workers;
        this.account = outgoing.open(this::evicted);
        this.backlog = new Backlog(account);
        this.reader = new ReadAhead(outgoing, workers, timer);
    }

    /** Queues a response. */
    void response(ByteBuffer message) {
        OutboundFrame frame = OutboundFrame.whole(message, OutboundFrame.FrameKind.RESPONSE);
        account.hold(frame.size());
        synchronized (this) {
            if (closed) {
                account.release(frame.size());
                return;
            }
            responses.add(frame.size());
            queue.add(new OutboundItem.Ready(frame));
        }
        pumping.run();
    }

    /** Queues a response that is produced, piece by piece, while it is sent. */
    void response(Iterator<String> texts) {
        synchronized (this) {
            if (closed) {
                return;
            }
            responses.add(0);
            queue.add(new OutboundItem.Pieces(texts));
        }
        pumping.run();
    }

    /** The array that a live message is alone in; the same for all its subscribers. */
    private static byte[] wholeArray(ByteBuffer message) {
        if (message.arrayOffset() != 0) {
            throw new IllegalArgumentException("a live message must have an array of its own");
        }
        return message.array();
    }

    /** Queues a live frame; too many of them close the connection. */
    void live(ByteBuffer message) {
        boolean tooMany;
        OutboundFrame frame = OutboundFrame.whole(message, OutboundFrame.FrameKind.LIVE);
        account.holdShared(wholeArray(message), frame.size());
        synchronized (this) {
            if (closed) {
                release(frame);
                return;
            }
            queue.add(new OutboundItem.Ready(frame));
            live.add(frame);
            tooMany = live.tooMany(sending.first());
        }
        if (tooMany) {
            close();
            transport.overflowed();
            return;
        }
        pumping.run();
    }

    /** Sends a feed's backlog as the socket drains, then lets the feed go live. */
    void startBacklog(LiveFeed feed) {
        backlog.add(feed);
        pumping.run();
    }

    /** Whether another request may be read: a client that does not take its responses is asked no more. */
    synchronized boolean hasRoomForResponses() {
        return responses.hasRoom();
    }

    /** Whether all responses queued so far have left. */
    synchronized boolean responsesSent() {
        return responses.isEmpty() && sending.isEmpty();
    }

    /** Drops what is queued and takes nothing more; what was handed to the socket is on its way. */
    synchronized void close() {
        closed = true;
        for (OutboundItem waiting : queue) {
            if (waiting instanceof OutboundItem.Ready ready) {
                release(ready.frame());
            }
        }
        queue.clear();
        backlog.clear();
        drop(streaming);
        streaming = null;
        responses.clear();
    }

    /** The connection has ended: what was handed to the socket has gone as well. */
    synchronized void ended() {
        close();
        sending.drain(this::release);
        account.close();
    }

    /** The server has too much to send, and this client has not read for longest. */
    private void evicted() {
        // Not here: callers hold locks of their conversations.
        workers.execute(() -> {
            close();
            transport.evictedForMemory();
        });
    }

    private void drop(OutboundItem.@Nullable Pieces stream) {
        if (stream == null) {
            return;
        }
        for (OutboundFrame piece = stream.poll(); piece != null; piece = stream.poll()) {
            release(piece);
        }
    }

    private void release(OutboundFrame frame) {
        if (frame.live()) {
            account.releaseShared(frame.payload().array(), frame.size());
        } else {
            account.release(frame.size());
        }
    }

    private void pump() {
        for (OutboundFrame frame = next(); frame != null; frame = next()) {
            OutboundFrame sent = frame;
            transport.send(sent, () -> done(sent));
        }
    }

    private void done(OutboundFrame frame) {
        synchronized (this) {
            // Frames leave in their order, so this one was the first.
            if (sending.poll() == null) {
                return;
            }
            release(frame);
            if (frame.kind() == OutboundFrame.FrameKind.RESPONSE) {
                responses.sent(frame.size());
            }
            if (frame.live()) {
                live.sent(frame);
            }
        }
        pumping.run();
        transport.progressed();
    }

    private synchronized @Nullable OutboundFrame next() {
        if (closed || sending.isFull()) {
            return null;
        }
        OutboundFrame frame = choose();
        if (frame != null) {
            sending.add(frame);
        }
        return frame;
    }

    private @Nullable OutboundFrame choose() {
        if (streaming == null && queue.peek() instanceof OutboundItem.Pieces next) {
            queue.remove();
            streaming = next;
        }
        if (streaming != null) {
            return nextPiece(streaming);
        }
        if (queue.poll() instanceof OutboundItem.Ready ready) {
            if (!ready.frame().live()) {
                responses.left();
            }
            return ready.frame();
        }
        if (backlog.isDue()) {
            read(backlog::read);
        }
        ByteBuffer message = backlog.poll();
        return message == null ? null : OutboundFrame.whole(message, OutboundFrame.FrameKind.READ_AHEAD);
    }

    private @Nullable OutboundFrame nextPiece(OutboundItem.Pieces stream) {
        OutboundFrame piece = stream.poll();
        if (piece == null) {
            read(() -> readPiece(stream));
            return null;
        }
        if (piece.last()) {
            streaming = null;
            responses.left();
        }
        return piece;
    }

    private void read(Runnable work) {
        reader.read(work, pumping::run, this::unreadable);
    }

    private void unreadable(RuntimeException cause) {
        close();
        transport.failed(cause);
    }

    private void readPiece(OutboundItem.Pieces stream) {
        OutboundFrame piece = stream.produce();
        account.hold(piece.size());
        synchronized (this) {
            if (closed) {
                release(piece);
                return;
            }
            stream.add(piece);
        }
    }

    /** Forgets the backlog of a feed that was ended. */
    void dropBacklog(LiveFeed feed) {
        backlog.drop(feed);
    }
}
