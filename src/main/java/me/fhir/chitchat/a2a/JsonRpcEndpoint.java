package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import me.fhir.chitchat.admission.AsyncResponses;
import me.fhir.chitchat.admission.Departure;
import me.fhir.chitchat.admission.EventStream;
import me.fhir.chitchat.admission.RequestBody;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.jsonrpc.JsonRpcText;

/** One POST: read, understood in its version, and answered with JSON or with a stream (A2A 1.0, section 9). */
final class JsonRpcEndpoint {
    private final StreamRegistry streams;

    JsonRpcEndpoint(StreamRegistry streams) {
        this.streams = streams;
    }

    /** An asynchronous request in its version. */
    private record Exchange(AsyncContext context, A2aVersion version) {
        HttpServletResponse response() {
            return (HttpServletResponse) context.getResponse();
        }
    }

    void serve(AsyncContext context, A2aAddress address) {
        HttpServletRequest request = (HttpServletRequest) context.getRequest();
        JsonRpcMessage message = read(request);
        // Until the method is known: 1.0 explains unsupported versions.
        Exchange exchange = new Exchange(context, A2aVersion.V1_0);
        try {
            Optional<A2aVersion> declared = A2aVersion.declared(RequestHeaders.version(request));
            exchange = new Exchange(context, declared.orElse(A2aVersion.V0_3));
            if (message instanceof JsonRpcMessage.Request call) {
                UsedTolerances tolerances = new UsedTolerances();
                A2aVersion version = version(address, declared, call.method(), tolerances);
                exchange = new Exchange(context, version);
                run(exchange, address, call, tolerances);
            } else if (message instanceof JsonRpcMessage.Invalid invalid) {
                fail(
                        exchange,
                        message,
                        false,
                        new A2aException(
                                A2aError.ofCode(invalid.error().code()),
                                invalid.error().message()));
            }
        } catch (RuntimeException e) {
            fail(exchange, message, false, e);
        }
    }

    /** The version of a call: the declared one, else 0.3, unless only the other one has a method of that name. */
    private static A2aVersion version(
            A2aAddress address, Optional<A2aVersion> declared, String method, UsedTolerances tolerances) {
        A2aVersion expected = declared.orElse(A2aVersion.V0_3);
        if (address.has(expected, method) || !address.has(expected.other(), method)) {
            return expected;
        }
        tolerances.use(
                Tolerance.VERSION_OF_METHOD,
                method + (declared.isPresent() ? " with A2A-Version " + expected.number() : " without A2A-Version"));
        return expected.other();
    }

    private static JsonRpcMessage read(HttpServletRequest request) {
        RequestBody body = RequestBody.read(request);
        if (!RequestHeaders.hasJson(request)) {
            return new JsonRpcMessage.Invalid(
                    JsonRpcMessage.NO_ID,
                    JsonRpcError.of(
                            A2aError.CONTENT_TYPE_NOT_SUPPORTED.code(),
                            "The body must be JSON; send it with Content-Type: application/json."));
        }
        if (body instanceof RequestBody.Received text) {
            return JsonRpcMessage.parseStrict(text.text());
        }
        RequestBody.Unreadable unusable = (RequestBody.Unreadable) body;
        return new JsonRpcMessage.Invalid(
                JsonRpcMessage.NO_ID,
                JsonRpcError.of(
                        unusable.tooLarge() ? JsonRpcErrorCode.INVALID_REQUEST : JsonRpcErrorCode.PARSE_ERROR,
                        unusable.sentence()));
    }

    private void run(Exchange exchange, A2aAddress address, JsonRpcMessage.Request request, UsedTolerances tolerances) {
        if (request.id().equals("true") || request.id().equals("false")) {
            tolerances.use(Tolerance.ID_TYPE, "id is a boolean");
        }
        Method method =
                address.methods().getOrDefault(exchange.version(), Map.of()).get(request.method());
        if (method == null) {
            throw new A2aException(
                    A2aError.METHOD_NOT_FOUND,
                    "There is no method " + request.method() + " in A2A "
                            + exchange.version().number() + "; the header A2A-Version chooses between 0.3 and 1.0.");
        }
        boolean streaming = method instanceof Method.Streaming;
        try {
            A2aMethods.A2aCall call = new A2aMethods.A2aCall(
                    address.participant().get(),
                    exchange.version(),
                    exchange.version().wire(),
                    A2aParams.of(request.params().object(), "params", tolerances),
                    RequestHeaders.client(exchange.context()),
                    Departure.of((HttpServletRequest) exchange.context().getRequest()));
            address.onCall().accept(exchange.version(), call.client());
            if (method instanceof Method.Answering answering) {
                var unused = answering.call().apply(call).whenComplete((result, failure) -> {
                    if (failure == null) {
                        answer(exchange, request, result);
                    } else {
                        fail(exchange, request, false, failure);
                    }
                });
            } else if (method instanceof Method.Streaming stream) {
                var unused = stream.call().apply(call).whenComplete((opened, failure) -> {
                    if (failure == null) {
                        open(exchange, request, opened);
                    } else {
                        fail(exchange, request, true, failure);
                    }
                });
            }
        } catch (RuntimeException e) {
            fail(exchange, request, streaming, e);
        }
    }

    private void open(Exchange exchange, JsonRpcMessage.Request request, TaskStream stream) {
        try {
            streams.begin(exchange.context(), stream, frame -> JsonRpcText.result(request.id(), frame));
        } catch (StreamRegistry.UnreadFrameException e) {
            fail(exchange, request, true, e.failure());
        } catch (IOException | RuntimeException e) {
            AsyncResponses.abandon(exchange.context(), e);
        }
    }

    private void answer(Exchange exchange, JsonRpcMessage.Request request, Supplier<String> result) {
        exchange.response().setContentType("application/json");
        try {
            streams.whole(exchange.context(), () -> {
                try {
                    return JsonRpcText.result(request.id(), result.get());
                } catch (RuntimeException e) {
                    return error(exchange, request, e);
                }
            });
        } catch (IOException | RuntimeException e) {
            AsyncResponses.abandon(exchange.context(), e);
        }
    }

    private void fail(Exchange exchange, JsonRpcMessage message, boolean streaming, Throwable failure) {
        boolean old = exchange.version() == A2aVersion.V0_3;
        String error = error(exchange, message, failure);
        if (!streaming || !old) {
            answer(exchange, error);
            return;
        }
        // The SDK of 0.3 takes a stream's failure from a frame only.
        StreamRegistry.headers(exchange.response());
        write(exchange, EventStream.event(error));
    }

    private static String error(Exchange exchange, JsonRpcMessage message, Throwable failure) {
        boolean old = exchange.version() == A2aVersion.V0_3;
        A2aError finalized =
                method(message).equals("tasks/cancel") || method(message).equals("CancelTask") || old
                        ? A2aError.TASK_NOT_CANCELABLE
                        : A2aError.UNSUPPORTED_OPERATION;
        return JsonRpcText.error(
                message.id(), A2aErrors.of(failure, exchange.version().wire(), finalized));
    }

    private static String method(JsonRpcMessage message) {
        return message instanceof JsonRpcMessage.Request request ? request.method() : "";
    }

    private void answer(Exchange exchange, String json) {
        exchange.response().setContentType("application/json");
        write(exchange, json);
    }

    private void write(Exchange exchange, String text) {
        try {
            streams.whole(exchange.context(), text);
        } catch (IOException | RuntimeException e) {
            AsyncResponses.abandon(exchange.context(), e);
        }
    }
}
