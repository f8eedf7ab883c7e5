package me.fhir.chitchat.llm.openai;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import me.fhir.chitchat.llm.http.HttpReply;

/**
 * Knows which member of a request limits the tokens of an answer: {@code max_tokens}, which all servers know, or {@code
 * max_completion_tokens}, on which some models insist. Which ones is learnt from their refusals. For any thread.
 */
final class TokenLimitMember {
    private static final String USUAL = "max_tokens";
    private static final String OTHER = "max_completion_tokens";
    /** Clients choose model names; beyond this many nothing more is kept. */
    private static final int MAX_MODELS = 1000;

    private final Set<String> insisting = ConcurrentHashMap.newKeySet();

    String memberFor(String model) {
        return insisting.contains(model) ? OTHER : USUAL;
    }

    /** Takes in a server's answer; true when the same request has to be sent again with the other member. */
    boolean learn(String model, HttpReply reply) {
        boolean refused = reply.status() == 400 || reply.status() == 422;
        if (!refused || !reply.body().contains(memberFor(model))) {
            return false;
        }
        if (insisting.contains(model)) {
            return insisting.remove(model);
        }
        return reply.body().contains(OTHER) && insisting.size() < MAX_MODELS && insisting.add(model);
    }
}
