package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.orchestrator.LiveFeed;
import org.jspecify.annotations.Nullable;

/**
 * Everything on its way to one client. Frames leave in the order in which they were queued; a response made of pieces holds
 * up the queue until its last piece, and backlogs are read only while nothing else waits. Queueing never blocks. Only live
 * frames are bounded: responses are always sent, at the speed at which the client reads. For any thread.
 */
final class OutboundQueue {
    /** Frames handed to the socket before the first of them is out: enough to share a system call. */
    private static final int WINDOW = 16;

    private static final int MAX_RESPONSES = 256;
    private static final long MAX_RESPONSE_BYTES = 1024 * 1024;

    private final Transport transport;
    private final WebSocketConfiguration.OutboundLimit limit;
    private final Executor workers;
    private final AtomicInteger pumping = new AtomicInteger();

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Deque<OutboundFrame> pieces = new ArrayDeque<>();
    private final Backlog backlog = new Backlog();
    private final Deque<OutboundFrame> sending = new ArrayDeque<>();
    private @Nullable Pieces streaming;
    private boolean reading;
    private boolean closed;
    private long liveBytes;
    private int liveFrames;
    private int responses;
    private long responseBytes;

    /** Where frames go. */
    interface Transport {
        /** Sends one frame; {@code done} is called when it has left or failed. */
        void send(OutboundFrame frame, Runnable done);

        /** The client reads too slowly: the connection is to be closed with 1013. */
        void overflowed();

        /** A backlog or an answer in pieces could not be read: the connection is to be closed with 1011. */
        void failed(Throwable cause);

        /** Something was sent: there may be room for the next request. */
        void progressed();
    }

    private sealed interface Waiting {}

    private record Ready(OutboundFrame frame) implements Waiting {}

    private static final class Pieces implements Waiting {
        private final Iterator<String> texts;
        private boolean begun;

        Pieces(Iterator<String> texts) {
            this.texts = texts;
        }
    }

    OutboundQueue(Transport transport, WebSocketConfiguration.OutboundLimit limit, Executor workers) {
        this.transport = transport;
        this.limit = limit;
        this.workers = workers;
    }

    /** Queues a response. */
    void response(ByteBuffer message) {
        synchronized (this) {
            responses++;
            responseBytes += message.remaining();
            queue.add(new Ready(OutboundFrame.whole(message, false)));
        }
        pump();
    }

    /** Queues a response that is produced, piece by piece, while it is sent. */
    void response(Iterator<String> texts) {
        synchronized (this) {
            responses++;
            queue.add(new Pieces(texts));
        }
        pump();
    }

    /** Queues a live frame; too many of them close the connection. */
    void live(ByteBuffer message) {
        boolean tooMany;
        synchronized (this) {
            if (closed) {
                return;
            }
            OutboundFrame frame = OutboundFrame.whole(message, true);
            queue.add(new Ready(frame));
            liveBytes += frame.size();
            liveFrames++;
            tooMany = waitingFrames() > limit.frames() || waitingBytes() > limit.bytes();
        }
        if (tooMany) {
            close();
            transport.overflowed();
            return;
        }
        pump();
    }

    /** Live frames behind the one that is being sent. */
    private int waitingFrames() {
        OutboundFrame first = sending.peek();
        return liveFrames - (first != null && first.live() ? 1 : 0);
    }

    private long waitingBytes() {
        OutboundFrame first = sending.peek();
        return liveBytes - (first != null && first.live() ? first.size() : 0);
    }

    /** Sends a feed's backlog as the socket drains, then lets the feed go live. */
    void startBacklog(LiveFeed feed) {
        backlog.add(feed);
        pump();
    }

    /** Whether another request may be read: a client that does not take its responses is asked no more. */
    synchronized boolean hasRoomForResponses() {
        return responses < MAX_RESPONSES && responseBytes < MAX_RESPONSE_BYTES;
    }

    /** Whether all responses queued so far have left. */
    synchronized boolean responsesSent() {
        return responses == 0 && sending.isEmpty();
    }

    /** Drops what is queued and takes nothing more. */
    synchronized void close() {
        closed = true;
        queue.clear();
        pieces.clear();
        backlog.clear();
        streaming = null;
        responses = 0;
    }

    private void pump() {
        if (pumping.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            for (OutboundFrame frame = next(); frame != null; frame = next()) {
                OutboundFrame sent = frame;
                transport.send(sent, () -> done(sent));
            }
            missed = pumping.addAndGet(-missed);
        } while (missed != 0);
    }

    private void done(OutboundFrame frame) {
        synchronized (this) {
            // Frames leave in their order, so this one was the first.
            sending.poll();
            if (frame.live()) {
                liveBytes -= frame.size();
                liveFrames--;
            }
        }
        pump();
        transport.progressed();
    }

    private synchronized @Nullable OutboundFrame next() {
        if (closed || sending.size() >= WINDOW) {
            return null;
        }
        OutboundFrame frame = choose();
        if (frame != null) {
            sending.add(frame);
        }
        return frame;
    }

    private @Nullable OutboundFrame choose() {
        if (streaming == null && queue.peek() instanceof Pieces next) {
            queue.remove();
            streaming = next;
        }
        if (streaming != null) {
            return nextPiece(streaming);
        }
        if (queue.poll() instanceof Ready ready) {
            if (!ready.frame().live()) {
                responses--;
                responseBytes -= ready.frame().size();
            }
            return ready.frame();
        }
        if (backlog.isDue()) {
            read(backlog::read);
        }
        ByteBuffer message = backlog.poll();
        return message == null ? null : OutboundFrame.whole(message, false);
    }

    private @Nullable OutboundFrame nextPiece(Pieces stream) {
        OutboundFrame piece = pieces.poll();
        if (piece == null) {
            read(() -> readPiece(stream));
            return null;
        }
        if (piece.last()) {
            streaming = null;
            responses--;
        }
        return piece;
    }

    /** Reads the store on a thread that may block; one read at a time. */
    private void read(Runnable work) {
        if (reading) {
            return;
        }
        reading = true;
        workers.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                close();
                transport.failed(e);
            } finally {
                synchronized (this) {
                    reading = false;
                }
                pump();
            }
        });
    }

    private void readPiece(Pieces stream) {
        ByteBuffer payload = MessageEncoder.utf8(stream.texts.next());
        boolean first = !stream.begun;
        stream.begun = true;
        synchronized (this) {
            pieces.add(new OutboundFrame(payload, first, !stream.texts.hasNext(), false, payload.remaining()));
        }
    }

    /** Forgets the backlog of a feed that was ended. */
    void dropBacklog(LiveFeed feed) {
        backlog.drop(feed);
    }
}
