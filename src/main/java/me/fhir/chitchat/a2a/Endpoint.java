package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.bridge.BridgeBody;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One POST: read, understood in its version, and answered with JSON or with a stream (A2A 1.0, section 9). */
final class Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    private final Map<A2aVersion, Map<String, Method>> methods;
    private final Streams streams;

    Endpoint(Map<A2aVersion, Map<String, Method>> methods, Streams streams) {
        this.methods = methods;
        this.streams = streams;
    }

    /** An asynchronous request in its version. */
    private record Exchange(AsyncContext context, A2aVersion version) {
        HttpServletResponse response() {
            return (HttpServletResponse) context.getResponse();
        }
    }

    void serve(AsyncContext context, String config64) {
        HttpServletRequest request = (HttpServletRequest) context.getRequest();
        String asked = request.getHeader(A2aVersion.PARAMETER);
        Optional<A2aVersion> version = A2aVersion.asked(asked == null ? inQuery(request) : asked);
        Exchange exchange = new Exchange(context, version.orElse(A2aVersion.V1_0));
        JsonRpcMessage message = read(request);
        try {
            if (message instanceof JsonRpcMessage.Request call) {
                if (version.isEmpty()) {
                    throw A2aError.VERSION_NOT_SUPPORTED.because("A2A-Version must be 1.0 or 0.3.");
                }
                run(exchange, config64, call);
            } else if (message instanceof JsonRpcMessage.Invalid invalid) {
                fail(
                        exchange,
                        message,
                        false,
                        A2aError.ofCode(invalid.error().code())
                                .because(invalid.error().message()));
            }
        } catch (RuntimeException e) {
            fail(exchange, message, false, e);
        }
    }

    /** Read by hand: the servlet's own way would take a form for the parameters. */
    private static @Nullable String inQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null) {
            return null;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(A2aVersion.PARAMETER + "=")) {
                return pair.substring(A2aVersion.PARAMETER.length() + 1);
            }
        }
        return null;
    }

    private static JsonRpcMessage read(HttpServletRequest request) {
        BridgeBody body;
        try {
            body = BridgeBody.read(request.getInputStream());
        } catch (IOException e) {
            body = new BridgeBody.Unusable("The body ended before it was complete.", false);
        }
        if (!isJson(request.getContentType())) {
            return new JsonRpcMessage.Invalid(
                    JsonRpcMessage.NO_ID,
                    JsonRpcError.of(
                            A2aError.CONTENT_TYPE_NOT_SUPPORTED.code(),
                            "The body must be JSON; send it with Content-Type: application/json."));
        }
        if (body instanceof BridgeBody.Text text) {
            return JsonRpcMessage.parseStrict(text.text());
        }
        BridgeBody.Unusable unusable = (BridgeBody.Unusable) body;
        return new JsonRpcMessage.Invalid(
                JsonRpcMessage.NO_ID,
                JsonRpcError.of(
                        unusable.tooLarge() ? JsonRpcError.INVALID_REQUEST : JsonRpcError.PARSE_ERROR,
                        unusable.sentence()));
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    private void run(Exchange exchange, String config64, JsonRpcMessage.Request request) {
        Method method = methods.getOrDefault(exchange.version(), Map.of()).get(request.method());
        if (method == null) {
            throw A2aError.METHOD_NOT_FOUND.because("There is no method " + request.method() + " in A2A "
                    + exchange.version().number() + "; the header A2A-Version chooses between 0.3 and 1.0.");
        }
        boolean streaming = method instanceof Method.Streaming;
        try {
            A2aMethods.Call call = new A2aMethods.Call(
                    Config64.parse(config64),
                    exchange.version(),
                    new ParamReader(request.params().fields(), "params"));
            if (method instanceof Method.Answering answering) {
                var unused = answering.call().apply(call).whenComplete((result, failure) -> {
                    if (failure == null) {
                        answer(exchange, JsonRpcText.result(request.id(), result));
                    } else {
                        fail(exchange, request, false, failure);
                    }
                });
            } else if (method instanceof Method.Streaming stream) {
                var unused = stream.call().apply(call).whenComplete((opened, failure) -> {
                    if (failure == null) {
                        open(exchange, opened, request.id());
                    } else {
                        fail(exchange, request, true, failure);
                    }
                });
            }
        } catch (RuntimeException e) {
            fail(exchange, request, streaming, e);
        }
    }

    private void open(Exchange exchange, TaskStream stream, String id) {
        try {
            streams.begin(exchange.context(), stream, frame -> JsonRpcText.result(id, frame));
        } catch (IOException | RuntimeException e) {
            abandon(exchange, e);
        }
    }

    private static void fail(Exchange exchange, JsonRpcMessage message, boolean streaming, Throwable failure) {
        boolean old = exchange.version() == A2aVersion.V0_3;
        A2aError finalized =
                method(message).equals("tasks/cancel") || method(message).equals("CancelTask") || old
                        ? A2aError.TASK_NOT_CANCELABLE
                        : A2aError.UNSUPPORTED_OPERATION;
        String error = JsonRpcText.error(
                message.id(), A2aErrors.of(failure, exchange.version().wire(), finalized));
        if (!streaming || !old) {
            answer(exchange, error);
            return;
        }
        // The SDK of 0.3 takes a stream's failure from a frame only.
        Streams.headers(exchange.response());
        write(exchange, "data: " + error + "\n\n");
    }

    private static String method(JsonRpcMessage message) {
        return message instanceof JsonRpcMessage.Request request ? request.method() : "";
    }

    private static void answer(Exchange exchange, String json) {
        exchange.response().setContentType("application/json");
        write(exchange, json);
    }

    private static void write(Exchange exchange, String text) {
        try {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.response().setContentLength(body.length);
            exchange.response().getOutputStream().write(body);
            exchange.context().complete();
        } catch (IOException | RuntimeException e) {
            abandon(exchange, e);
        }
    }

    private static void abandon(Exchange exchange, Exception failure) {
        LOG.debug("An answer could not be given", failure);
        try {
            exchange.context().complete();
        } catch (IllegalStateException e) {
            LOG.debug("The request had ended already", e);
        }
    }
}
