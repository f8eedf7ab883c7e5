package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import me.fhir.chitchat.http.admission.AsyncResponses;
import me.fhir.chitchat.http.response.EventStream;

/**
 * The response to one call: a result, a stream or an error, in the form of a protocol binding. For any thread; never
 * waits for the client.
 */
abstract class A2aResponse {
    private final AsyncContext context;
    private final StreamRegistry streams;
    private final A2aVersion version;

    /** A response that is not written yet, on a request that is asynchronous already. */
    A2aResponse(AsyncContext context, StreamRegistry streams, A2aVersion version) {
        this.context = context;
        this.streams = streams;
        this.version = version;
    }

    /** The media type of a body that is not a stream. */
    abstract String mediaType();

    /** A result, or an event of a stream, as the client gets it. */
    abstract String envelope(String result);

    /**
     * The body that explains a failure; may set the status of the response.
     *
     * @param onFinalized the error for a call that a task does not take because it has ended
     */
    abstract String error(Throwable failure, A2aError onFinalized);

    final A2aVersion version() {
        return version;
    }

    /** Whether a client reads the error of a call that asked for a stream only from an event. */
    boolean streamsErrors() {
        return false;
    }

    final AsyncContext context() {
        return context;
    }

    final HttpServletResponse http() {
        return (HttpServletResponse) context.getResponse();
    }

    /** Calls a method and responds with what comes of it, now or later. */
    final void run(Method method, A2aAddress address, Supplier<A2aMethods.A2aCall> reading) {
        try {
            A2aMethods.A2aCall call = reading.get();
            address.onCall().accept(call.version(), call.client());
            if (method instanceof Method.Answering answering) {
                var unused = answering.call().apply(call).whenComplete((result, failure) -> {
                    if (failure == null) {
                        answer(method, result);
                    } else {
                        fail(method, failure);
                    }
                });
            } else {
                // There are two kinds; a call of any other gets an error instead of no response.
                Method.Streaming streaming = (Method.Streaming) method;
                var unused = streaming.call().apply(call).whenComplete((stream, failure) -> {
                    if (failure == null) {
                        open(method, stream);
                    } else {
                        fail(method, failure);
                    }
                });
            }
        } catch (RuntimeException e) {
            // The boundary of a request: whatever it was, the client gets a response.
            fail(method, e);
        }
    }

    private void answer(Method method, Supplier<String> result) {
        http().setContentType(mediaType());
        write(() -> streams.whole(context, () -> {
            try {
                return envelope(result.get());
            } catch (RuntimeException e) {
                // Nothing is written yet: the client can be sent the error.
                return error(e, onFinalized(method));
            }
        }));
    }

    private void open(Method method, TaskStream stream) {
        write(() -> {
            try {
                streams.begin(context, stream, this::envelope);
            } catch (StreamRegistry.UnreadFrameException e) {
                fail(method, e.failure());
            }
        });
    }

    private void fail(Method method, Throwable failure) {
        if (!(method instanceof Method.Streaming) || !streamsErrors()) {
            fail(failure, onFinalized(method));
            return;
        }
        String event = EventStream.event(error(failure, onFinalized(method)));
        StreamRegistry.headers(http());
        write(() -> streams.whole(context, event));
    }

    /** 0.3 has one error for whatever an ended task does not take. */
    private A2aError onFinalized(Method method) {
        return version == A2aVersion.V0_3 ? A2aError.TASK_NOT_CANCELABLE : method.onFinalized();
    }

    /** Responds to a request that calls no method. */
    final void fail(RuntimeException failure) {
        fail(failure, A2aError.UNSUPPORTED_OPERATION);
    }

    private void fail(Throwable failure, A2aError onFinalized) {
        String body = error(failure, onFinalized);
        http().setContentType(mediaType());
        write(() -> streams.whole(context, body));
    }

    @FunctionalInterface
    private interface ResponseWrite {
        void write() throws IOException;
    }

    private void write(ResponseWrite writing) {
        try {
            writing.write();
        } catch (IOException | RuntimeException e) {
            // Nothing more can be written.
            AsyncResponses.abandon(context, e);
        }
    }
}
