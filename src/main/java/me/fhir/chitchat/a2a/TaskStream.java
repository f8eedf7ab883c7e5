package me.fhir.chitchat.a2a;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.bridge.WaitingCeiling;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.http.response.EventStream;
import me.fhir.chitchat.orchestrator.Publication;
import me.fhir.chitchat.orchestrator.Subscriber;
import me.fhir.chitchat.runtime.concurrent.SerialAction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams a task's updates to one client after the first frame. A commit only wakes it: what it sends it reads from the
 * log, from where it stands and only while the client takes it, so nothing is lost or doubled however the stream and
 * the log race, and a slow client costs a number.
 */
final class TaskStream implements Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(TaskStream.class);
    private static final int PAGE = 20;

    private final Plan plan;
    private final Wire wire;
    private final ConversationStore store;
    private final LongRead work;
    private final SerialAction reading = new SerialAction(this::read);
    private final StreamHold hold;
    private final AtomicReference<Runnable> release = new AtomicReference<>(() -> {});
    private volatile @Nullable EventStream out;
    private volatile boolean ended;
    private UnaryOperator<String> envelope = UnaryOperator.identity();
    private volatile boolean starved;
    private long cursor;
    private final Supplier<Task> first;
    private boolean complete;

    /**
     * The plan of a stream.
     *
     * @param afterSeq the last seq that the first frame covers
     * @param untilTheEnd whether it goes on while the external agent owns the turn
     */
    record Plan(MessageMapper mapper, long afterSeq, boolean untilTheEnd) {}

    /**
     * @param first reads the task, its first frame
     * @param hold ends it when its client loses the right to it
     */
    TaskStream(Plan plan, Supplier<Task> first, Wire wire, ConversationStore store, LongRead work, StreamHold hold) {
        this.hold = hold;
        this.plan = plan;
        this.first = first;
        this.wire = wire;
        this.store = store;
        this.work = work;
        this.cursor = plan.afterSeq();
    }

    /** In whose name it follows the conversation. */
    WaitingCeiling.Waiter waiter() {
        return new WaitingCeiling.Waiter(conversation(), plan.mapper().externalAgent());
    }

    long conversation() {
        return plan.mapper().ids().conversation();
    }

    /**
     * Reads the first frame, which is not kept here: it may be large, and a stream may be open for long.
     *
     * @param frameEnvelope what each frame is put into
     */
    String first(UnaryOperator<String> frameEnvelope) {
        envelope = frameEnvelope;
        Task task = first.get();
        complete = task.status().state().terminal();
        return envelope.apply(wire.taskFrame(task));
    }

    /** Sends the first frame and begins to follow the log; the subscription must be in place. */
    void begin(EventStream stream, String firstFrame) {
        stream.data(firstFrame);
        if (complete) {
            stream.finish();
            return;
        }
        out = stream;
        release.set(hold.begin(this::finish));
        if (ended) {
            ended();
        }
        pull();
    }

    /** It was ended by either side. */
    void ended() {
        ended = true;
        release.getAndSet(() -> {}).run();
    }

    void keepAlive() {
        EventStream stream = out;
        if (stream != null) {
            stream.keepAlive();
        }
    }

    /** Ends the stream from this side. */
    void finish() {
        EventStream stream = out;
        if (stream != null) {
            stream.finish();
        }
    }

    @Override
    public void published(List<Publication> events, @Nullable Guidance guidance) {
        if (events.stream().anyMatch(event -> event.event().entry() instanceof Entry.Message)) {
            pull();
        }
    }

    @Override
    public void lost() {
        finish();
    }

    /** There is room for more frames. */
    void room() {
        if (starved) {
            pull();
        }
    }

    /** Reads updates on a thread that may block; one read at a time. */
    void pull() {
        reading.runOn(work.workers());
    }

    private void read() {
        try {
            forward();
        } catch (RuntimeException e) {
            // The boundary of a task: the stream ends, its thread goes on.
            LOG.error("A stream of conversation {} failed", conversation(), e);
            finish();
        }
    }

    private void forward() {
        EventStream stream = out;
        if (stream == null) {
            return;
        }
        boolean more = true;
        while (more) {
            more = hasRoom(stream) && work.places().within(() -> forwardPage(stream));
        }
    }

    /** Whether there may be more to send now. */
    private boolean forwardPage(EventStream stream) {
        List<Event> page = store.events(new EventQuery(conversation(), cursor, PAGE, TaskReader.MESSAGES));
        for (Event event : page) {
            if (!hasRoom(stream)) {
                return false;
            }
            send(event, stream);
            cursor = event.seq();
        }
        return !page.isEmpty();
    }

    private boolean hasRoom(EventStream stream) {
        // Said before it is asked, or room that is made in between would go unnoticed.
        starved = true;
        boolean room = stream.hasRoom();
        starved = !room;
        return room;
    }

    private void send(Event event, EventStream stream) {
        MessageMapper mapper = plan.mapper();
        boolean own = mapper.own(event);
        if (!own) {
            stream.data(envelope.apply(wire.messageFrame(mapper.message(event))));
            mapper.artifacts(event)
                    .forEach(artifact -> stream.data(envelope.apply(wire.artifactFrame(mapper.ids(), artifact))));
        }
        if (event.finality() == Finality.NONE) {
            return;
        }
        TaskState state = TaskReader.state(mapper, event);
        boolean last = state.terminal() || (!own && !plan.untilTheEnd());
        stream.data(envelope.apply(wire.statusFrame(mapper.ids(), new TaskStatus(state, null, event.ts()), last)));
        if (last) {
            stream.finish();
        }
    }
}
