package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.http.admission.Departure;
import me.fhir.chitchat.http.admission.RequestBody;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;

/** One POST: read, understood in its version, and answered with JSON or with a stream (A2A 1.0, section 9). */
final class JsonRpcEndpoint {
    private final StreamRegistry streams;

    JsonRpcEndpoint(StreamRegistry streams) {
        this.streams = streams;
    }

    void serve(AsyncContext context, A2aAddress address) {
        HttpServletRequest request = (HttpServletRequest) context.getRequest();
        JsonRpcMessage message = RequestBody.read(request, body -> read(request, body));
        Optional<A2aVersion> declared;
        try {
            declared = A2aVersion.declared(RequestHeaders.version(request));
        } catch (A2aException e) {
            // 1.0 explains unsupported versions.
            new A2aRpcResponse(context, streams, message.id(), A2aVersion.V1_0).fail(e);
            return;
        }
        UsedTolerances tolerances = new UsedTolerances();
        A2aVersion version = message instanceof JsonRpcMessage.Request call
                ? version(address, declared, call.method(), tolerances)
                : declared.orElse(A2aVersion.V0_3);
        respond(new A2aRpcResponse(context, streams, message.id(), version), address, message, tolerances);
    }

    private static void respond(
            A2aRpcResponse response, A2aAddress address, JsonRpcMessage message, UsedTolerances tolerances) {
        if (message instanceof JsonRpcMessage.Invalid invalid) {
            response.fail(new A2aException(
                    A2aError.ofCode(invalid.error().code()), invalid.error().message()));
            return;
        }
        JsonRpcMessage.Request request = (JsonRpcMessage.Request) message;
        if (request.id().equals("true") || request.id().equals("false")) {
            tolerances.use(Tolerance.ID_TYPE, "id is a boolean");
        }
        A2aVersion version = response.version();
        Method method = address.methods().getOrDefault(version, Map.of()).get(request.method());
        if (method == null) {
            response.fail(new A2aException(
                    A2aError.METHOD_NOT_FOUND,
                    "There is no method " + request.method() + " in A2A " + version.number()
                            + "; the header A2A-Version chooses between 0.3 and 1.0."));
            return;
        }
        response.run(
                method,
                address,
                () -> new A2aMethods.A2aCall(
                        address.participant().get(),
                        version,
                        version.wire(),
                        A2aParams.of(request.params().object(), "params", tolerances),
                        RequestHeaders.client(response.context()),
                        Departure.of((HttpServletRequest) response.context().getRequest())));
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

    private static JsonRpcMessage read(HttpServletRequest request, RequestBody body) {
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
}
