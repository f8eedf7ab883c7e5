package me.fhir.chitchat.http.admission;

import me.fhir.chitchat.json.JsonWriter;

/**
 * Why a request is answered with 403.
 *
 * @param reason for programs, which must not tell refusals apart by their sentences
 * @param sentence for people: what would let the request in
 */
public record HostRefusal(RefusedBy reason, String sentence) {
    /** What was wrong with the request; {@link #word} is the member {@code reason} of the error. */
    public enum RefusedBy {
        /** The {@code Host} is not a name of this server. */
        HOST("host_not_allowed"),
        /** The {@code Origin} is that of a page which may not call. */
        ORIGIN("origin_not_allowed");

        private final String word;

        RefusedBy(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** The {@code data} of a JSON-RPC error, as JSON text. */
        public String data() {
            return JsonWriter.object(json -> json.text("reason", word));
        }
    }

    /** The body of an HTTP error, as JSON text. */
    public String body() {
        return JsonWriter.object(json -> json.text("error", sentence).text("reason", reason.word()));
    }
}
