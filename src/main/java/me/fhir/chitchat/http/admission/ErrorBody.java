package me.fhir.chitchat.http.admission;

import jakarta.servlet.ServletRequest;
import java.util.function.Function;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error that only Jetty can send, such as the refusal of a WebSocket upgrade. It waits in an attribute of
 * the request until Jetty asks for the page of the error.
 */
public final class ErrorBody {
    private static final String ATTRIBUTE = ErrorBody.class.getName();

    private ErrorBody() {}

    /** Chooses the sentence that the error of a request is sent with. */
    public static void choose(ServletRequest request, String sentence) {
        request.setAttribute(ATTRIBUTE, JsonWriter.object(json -> json.text("error", sentence)));
    }

    /** Chooses the sentence and the reason that the error of a request is sent with. */
    public static void choose(ServletRequest request, HostRefusal refusal) {
        request.setAttribute(ATTRIBUTE, refusal.body());
    }

    /** The JSON text that was chosen; null when none was. */
    public static @Nullable String of(Function<String, @Nullable Object> attributes) {
        return attributes.apply(ATTRIBUTE) instanceof String body ? body : null;
    }
}
