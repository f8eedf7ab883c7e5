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
 * Everything on its way to one client. Frames leave in the order in which they were queued; an answer made of pieces holds
 * the line until its last one, and backlogs are read only while nothing else waits. Nobody who queues here ever blocks,
 * and only live frames are bounded: what a client asked for always goes, at the speed at which it reads.
 */
final class Outbound {
    /** Frames handed to the socket before the first of them is out: enough to share a system call. */
    private static final int WINDOW = 16;

    private static final int MOST_ANSWERS = 256;
    private static final long MOST_ANSWER_BYTES = 1024 * 1024;

    private final FrameSink socket;
    private final WebSocketConfiguration.Bound bound;
    private final Executor workers;
    private final AtomicInteger pumping = new AtomicInteger();

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Deque<Frame> pieces = new ArrayDeque<>();
    private final Backlog backlog = new Backlog();
    private final Deque<Frame> sending = new ArrayDeque<>();
    private @Nullable Pieces streaming;
    private boolean reading;
    private boolean closed;
    private long liveBytes;
    private int liveFrames;
    private int answers;
    private long answerBytes;

    /** Where frames go. */
    interface FrameSink {
        /** Sends one frame; {@code done} is called when it has left or failed. */
        void send(Frame frame, Runnable done);

        /** The client reads too slowly: the connection is to be closed with 1013. */
        void overflow();

        /** A backlog or an answer in pieces could not be read: the connection is to be closed with 1011. */
        void failed(Throwable cause);

        /** Something was sent: there may be room for the next request. */
        void progressed();
    }

    /**
     * One WebSocket frame.
     *
     * @param first whether it begins a message
     * @param last whether it ends one
     * @param live whether it counts towards the bound
     */
    record Frame(ByteBuffer payload, boolean first, boolean last, boolean live, int size) {
        static Frame whole(ByteBuffer payload, boolean live) {
            return new Frame(payload, true, true, live, payload.remaining());
        }
    }

    private sealed interface Waiting {}

    private record Ready(Frame frame) implements Waiting {}

    private static final class Pieces implements Waiting {
        private final Iterator<String> texts;
        private boolean begun;

        Pieces(Iterator<String> texts) {
            this.texts = texts;
        }
    }

    Outbound(FrameSink socket, WebSocketConfiguration.Bound bound, Executor workers) {
        this.socket = socket;
        this.bound = bound;
        this.workers = workers;
    }

    /** Queues an answer. */
    void answer(ByteBuffer message) {
        synchronized (this) {
            answers++;
            answerBytes += message.remaining();
            queue.add(new Ready(Frame.whole(message, false)));
        }
        pump();
    }

    /** Queues an answer that is made, piece by piece, while it is sent. */
    void answer(Iterator<String> texts) {
        synchronized (this) {
            answers++;
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
            Frame frame = Frame.whole(message, true);
            queue.add(new Ready(frame));
            liveBytes += frame.size();
            liveFrames++;
            tooMany = waitingFrames() > bound.frames() || waitingBytes() > bound.bytes();
        }
        if (tooMany) {
            close();
            socket.overflow();
            return;
        }
        pump();
    }

    /** Live frames behind the one that is being sent. */
    private int waitingFrames() {
        Frame first = sending.peek();
        return liveFrames - (first != null && first.live() ? 1 : 0);
    }

    private long waitingBytes() {
        Frame first = sending.peek();
        return liveBytes - (first != null && first.live() ? first.size() : 0);
    }

    /** Sends a feed's backlog as the socket drains, then lets it go live. */
    void pull(LiveFeed feed) {
        backlog.add(feed);
        pump();
    }

    /** Whether another request may be read: a client that does not take its answers is asked no more. */
    synchronized boolean room() {
        return answers < MOST_ANSWERS && answerBytes < MOST_ANSWER_BYTES;
    }

    /** Whether nothing that was asked for is left to send. */
    synchronized boolean answered() {
        return answers == 0 && sending.isEmpty();
    }

    /** Drops what waits and takes nothing more. */
    synchronized void close() {
        closed = true;
        queue.clear();
        pieces.clear();
        backlog.clear();
        streaming = null;
        answers = 0;
    }

    private void pump() {
        if (pumping.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            for (Frame frame = next(); frame != null; frame = next()) {
                Frame sent = frame;
                socket.send(sent, () -> done(sent));
            }
            missed = pumping.addAndGet(-missed);
        } while (missed != 0);
    }

    private void done(Frame frame) {
        synchronized (this) {
            // Frames leave in their order, so this one was the first.
            sending.poll();
            if (frame.live()) {
                liveBytes -= frame.size();
                liveFrames--;
            }
        }
        pump();
        socket.progressed();
    }

    private synchronized @Nullable Frame next() {
        if (closed || sending.size() >= WINDOW) {
            return null;
        }
        Frame frame = choose();
        if (frame != null) {
            sending.add(frame);
        }
        return frame;
    }

    private @Nullable Frame choose() {
        if (streaming == null && queue.peek() instanceof Pieces next) {
            queue.remove();
            streaming = next;
        }
        if (streaming != null) {
            return nextPiece(streaming);
        }
        if (queue.poll() instanceof Ready ready) {
            if (!ready.frame().live()) {
                answers--;
                answerBytes -= ready.frame().size();
            }
            return ready.frame();
        }
        if (backlog.isDue()) {
            read(backlog::read);
        }
        ByteBuffer message = backlog.poll();
        return message == null ? null : Frame.whole(message, false);
    }

    private @Nullable Frame nextPiece(Pieces stream) {
        Frame piece = pieces.poll();
        if (piece == null) {
            read(() -> readPiece(stream));
            return null;
        }
        if (piece.last()) {
            streaming = null;
            answers--;
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
                socket.failed(e);
            } finally {
                synchronized (this) {
                    reading = false;
                }
                pump();
            }
        });
    }

    private void readPiece(Pieces stream) {
        ByteBuffer payload = Connection.utf8(stream.texts.next());
        boolean first = !stream.begun;
        stream.begun = true;
        synchronized (this) {
            pieces.add(new Frame(payload, first, !stream.texts.hasNext(), false, payload.remaining()));
        }
    }

    /** Forgets the backlog of a feed that was ended. */
    void drop(LiveFeed feed) {
        backlog.drop(feed);
    }
}
