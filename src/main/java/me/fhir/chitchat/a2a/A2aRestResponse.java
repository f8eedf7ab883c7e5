package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcError;

/** A response of the HTTP+JSON binding: results without an envelope, errors under a status of their own. */
final class A2aRestResponse extends A2aResponse {
    static final String MEDIA_TYPE = "application/a2a+json";

    A2aRestResponse(AsyncContext context, StreamRegistry streams, A2aVersion version) {
        super(context, streams, version);
    }

    /** The binding's own type for clients that know it. */
    @Override
    String mediaType() {
        HttpServletRequest request = (HttpServletRequest) context().getRequest();
        String said = request.getHeader("Accept") + " " + request.getContentType();
        return said.contains(MEDIA_TYPE) ? MEDIA_TYPE : "application/json";
    }

    @Override
    String envelope(String result) {
        return result;
    }

    @Override
    String error(Throwable failure, A2aError onFinalized) {
        // 1.0 alone has the details; they do no harm in 0.3.
        JsonRpcError error = A2aErrors.of(failure, A2aVersion.V1_0.wire(), onFinalized);
        RestStatus status = RestStatus.of(A2aError.ofCode(error.code()));
        http().setStatus(status.code());
        return JsonWriter.object(json -> json.object("error", members -> members.number("code", status.code())
                .text("status", status.name())
                .text("message", error.message())
                .optionalRaw("details", error.data())));
    }
}
