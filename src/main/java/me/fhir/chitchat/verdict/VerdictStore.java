package me.fhir.chitchat.verdict;

import java.util.Optional;
import me.fhir.chitchat.conversation.RawJson;

/** Where the verdicts on conversations that have ended are kept. For any thread. */
public interface VerdictStore {
    Optional<RawJson> find(long conversation);

    /**
     * Keeps a verdict in place of an earlier one; durable when it returns.
     *
     * @param overall its word for lists
     */
    void save(long conversation, Verdict.Judgement overall, RawJson verdict);
}
