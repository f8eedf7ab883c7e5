package me.fhir.chitchat.json;

/**
 * How large a document may be besides its length, so that a short text cannot cost much memory or stack.
 *
 * @param depth objects and lists inside each other, at most
 * @param values values of every kind, at most
 * @param digits characters of one number, at most
 */
public record JsonLimits(int depth, int values, int digits) {
    /** For what others send. */
    public static final JsonLimits RECEIVED = new JsonLimits(1_000, 100_000, 1_000);

    /** For what was accepted and stored, perhaps under other limits. */
    public static final JsonLimits STORED = new JsonLimits(1_100, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
