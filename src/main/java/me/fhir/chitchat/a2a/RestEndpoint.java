package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import me.fhir.chitchat.admission.AsyncResponses;
import me.fhir.chitchat.admission.Departure;
import me.fhir.chitchat.admission.RequestBody;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcError;

/** The HTTP+JSON binding (A2A 1.0, section 11): the methods of 1.0 as paths, without an envelope. */
final class RestEndpoint {
    private static final String MEDIA_TYPE = "application/a2a+json";
    private static final Wire WIRE_03 = new RestWire03();
    /** The parameters that are numbers and flags, which a query can only have as text. */
    private static final Set<String> LITERALS = Set.of("pageSize", "historyLength", "includeArtifacts");

    private static final Pattern LITERAL = Pattern.compile("true|false|0|-?[1-9][0-9]{0,17}");

    private final StreamRegistry streams;

    RestEndpoint(StreamRegistry streams) {
        this.streams = streams;
    }

    void serve(AsyncContext context, A2aAddress address, RestPath path) {
        try {
            Method method =
                    address.methods().getOrDefault(A2aVersion.V1_0, Map.of()).get(path.method());
            A2aMethods.A2aCall call = call(context, address, path);
            address.onCall().accept(call.version(), call.client());
            if (method instanceof Method.Streaming streaming) {
                var unused = streaming.call().apply(call).whenComplete((stream, failure) -> {
                    if (failure == null) {
                        open(context, path, stream);
                    } else {
                        fail(context, path, failure);
                    }
                });
            } else if (method instanceof Method.Answering answering) {
                var unused = answering.call().apply(call).whenComplete((result, failure) -> {
                    if (failure == null) {
                        answer(context, path, result);
                    } else {
                        fail(context, path, failure);
                    }
                });
            }
        } catch (RuntimeException e) {
            fail(context, path, e);
        }
    }

    private static A2aMethods.A2aCall call(AsyncContext context, A2aAddress address, RestPath path) {
        HttpServletRequest request = (HttpServletRequest) context.getRequest();
        UsedTolerances tolerances = new UsedTolerances();
        Json.Object params = request.getMethod().equals("GET") ? query(request) : body(request);
        A2aVersion version = path.earlier() ? A2aVersion.V0_3 : A2aVersion.V1_0;
        Optional<A2aVersion> declared = A2aVersion.declared(RequestHeaders.version(request));
        if (path.earlier()) {
            tolerances.use(Tolerance.EARLIER_PATH, "v1/ in the path");
        } else if (declared.isPresent() && declared.get() != version) {
            tolerances.use(
                    Tolerance.VERSION_OF_METHOD,
                    path.method() + " with A2A-Version " + declared.get().number());
        }
        if (path.taskId() != null) {
            params = JsonEdit.of(params).text("id", path.taskId()).object();
        }
        return new A2aMethods.A2aCall(
                address.participant().get(),
                version,
                path.earlier() ? WIRE_03 : version.wire(),
                A2aParams.of(params, "params", tolerances),
                RequestHeaders.client(context),
                Departure.of(request));
    }

    private static Json.Object query(HttpServletRequest request) {
        JsonEdit members = JsonEdit.of(Json.Object.EMPTY);
        QueryString.parameters(request).forEach((name, value) -> {
            boolean literal = LITERALS.contains(name) && LITERAL.matcher(value).matches();
            members.raw(name, literal ? value : JsonWriter.quoted(value));
        });
        return members.object();
    }

    private static Json.Object body(HttpServletRequest request) {
        RequestBody body = RequestBody.read(request);
        if (!RequestHeaders.hasJson(request)) {
            throw new A2aException(
                    A2aError.CONTENT_TYPE_NOT_SUPPORTED,
                    "The body must be JSON; send it with Content-Type: application/json or " + MEDIA_TYPE + ".");
        }
        if (body instanceof RequestBody.Unreadable unusable) {
            throw new A2aException(A2aError.INVALID_REQUEST, unusable.sentence());
        }
        String text = ((RequestBody.Received) body).text();
        try {
            return text.isBlank() ? Json.Object.EMPTY : Json.parseObject(text);
        } catch (JsonSyntaxException e) {
            throw e.wellFormed()
                    ? new A2aException(A2aError.INVALID_REQUEST, "The body must be a JSON object.")
                    : new A2aException(A2aError.PARSE_ERROR, "The body is not JSON: " + e.sentence() + ".");
        }
    }

    private void open(AsyncContext context, RestPath path, TaskStream stream) {
        try {
            streams.begin(context, stream, UnaryOperator.identity());
        } catch (StreamRegistry.UnreadFrameException e) {
            fail(context, path, e.failure());
        } catch (IOException | RuntimeException e) {
            AsyncResponses.abandon(context, e);
        }
    }

    private void answer(AsyncContext context, RestPath path, Supplier<String> result) {
        HttpServletResponse response = headers(context);
        try {
            streams.whole(context, () -> {
                try {
                    return result.get();
                } catch (RuntimeException e) {
                    RestFailure failed = failure(path, e);
                    response.setStatus(failed.status());
                    return failed.body();
                }
            });
        } catch (IOException | RuntimeException e) {
            AsyncResponses.abandon(context, e);
        }
    }

    private void fail(AsyncContext context, RestPath path, Throwable failure) {
        RestFailure failed = failure(path, failure);
        headers(context).setStatus(failed.status());
        try {
            streams.whole(context, failed.body());
        } catch (IOException | RuntimeException e) {
            AsyncResponses.abandon(context, e);
        }
    }

    private record RestFailure(int status, String body) {}

    private static RestFailure failure(RestPath path, Throwable failure) {
        A2aError finalized = path.earlier() || path.method().equals("CancelTask")
                ? A2aError.TASK_NOT_CANCELABLE
                : A2aError.UNSUPPORTED_OPERATION;
        // 1.0 alone has the details; they do no harm in 0.3.
        JsonRpcError error = A2aErrors.of(failure, A2aVersion.V1_0.wire(), finalized);
        RestStatus status = RestStatus.of(A2aError.ofCode(error.code()));
        String body = JsonWriter.object(json -> json.object("error", members -> members.number("code", status.code())
                .text("status", status.name())
                .text("message", error.message())
                .optionalRaw("details", error.data())));
        return new RestFailure(status.code(), body);
    }

    private static HttpServletResponse headers(AsyncContext context) {
        HttpServletRequest request = (HttpServletRequest) context.getRequest();
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        response.setContentType(asksForOwnType(request) ? MEDIA_TYPE : "application/json");
        return response;
    }

    private static boolean asksForOwnType(HttpServletRequest request) {
        String said = request.getHeader("Accept") + " " + request.getContentType();
        return said.contains(MEDIA_TYPE);
    }
}
