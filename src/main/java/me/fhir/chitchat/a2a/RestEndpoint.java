package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import me.fhir.chitchat.http.admission.Departure;
import me.fhir.chitchat.http.admission.RequestBody;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;

/** The HTTP+JSON binding (A2A 1.0, section 11): the methods of 1.0 as paths, without an envelope. */
final class RestEndpoint {
    private static final Wire WIRE_03 = new RestWire03();
    /** The parameters that are numbers and flags, which a query can only have as text. */
    private static final Set<String> LITERALS = Set.of("pageSize", "historyLength", "includeArtifacts");

    private static final Pattern LITERAL = Pattern.compile("true|false|0|-?[1-9][0-9]{0,17}");

    private final StreamRegistry streams;

    RestEndpoint(StreamRegistry streams) {
        this.streams = streams;
    }

    void serve(AsyncContext context, A2aAddress address, RestPath path) {
        A2aRestResponse response = new A2aRestResponse(context, streams, path.version());
        Method method =
                address.methods().getOrDefault(A2aVersion.V1_0, Map.of()).get(path.method());
        if (method == null) {
            response.fail(new A2aException(A2aError.METHOD_NOT_FOUND, "There is no " + path.method() + " here."));
            return;
        }
        response.run(method, address, () -> call(context, address, path));
    }

    private static A2aMethods.A2aCall call(AsyncContext context, A2aAddress address, RestPath path) {
        HttpServletRequest request = (HttpServletRequest) context.getRequest();
        UsedTolerances tolerances = new UsedTolerances();
        Json.Object params = request.getMethod().equals("GET")
                ? query(request)
                : RequestBody.read(request, body -> body(request, body));
        A2aVersion version = path.version();
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

    private static Json.Object body(HttpServletRequest request, RequestBody body) {
        if (!RequestHeaders.hasJson(request)) {
            throw new A2aException(
                    A2aError.CONTENT_TYPE_NOT_SUPPORTED,
                    "The body must be JSON; send it with Content-Type: application/json or "
                            + A2aRestResponse.MEDIA_TYPE + ".");
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
}
