package me.fhir.chitchat.resources;

/** Reads the number of a conversation out of a path. */
final class ConversationNumber {
    private ConversationNumber() {}

    /** Throws a 404 when it is not a number. */
    static long of(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new ApiException(404, "There is no conversation \"" + id + "\"; conversations have numbers.");
        }
    }
}
