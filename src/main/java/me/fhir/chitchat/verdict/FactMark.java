package me.fhir.chitchat.verdict;

/**
 * An author's mark on the disclosure of a fact.
 *
 * @param fact its JSON Pointer into the owner's knowledge, or "canary"
 * @param owner the agent that knows it
 * @param policy {@code never}, {@code if-asked} or {@code free}
 */
public record FactMark(String fact, String owner, String policy) {
    boolean isNever() {
        return policy.equals("never");
    }

    boolean isIfAsked() {
        return policy.equals("if-asked");
    }
}
