package me.fhir.chitchat.verdict.live;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.scenario.ScenarioLookup;
import me.fhir.chitchat.verdict.Evaluation;
import me.fhir.chitchat.verdict.Verdict;
import me.fhir.chitchat.verdict.VerdictJson;
import me.fhir.chitchat.verdict.VerdictStore;

/** Gives the verdict on any conversation. For any thread. */
public final class Verdicts {
    /** One holds a message in several readings, and takes a processor for seconds at worst. */
    private static final int AT_A_TIME = 1;

    private static final long MAX_WAIT_SECONDS = 3;

    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final ConversationLog log;
    private final VerdictStore store;

    /** @param conversations all of them, with or without seats; callers must be authorised before */
    public Verdicts(ConversationStore conversations, ScenarioLookup scenarios, VerdictStore store) {
        this.log = new ConversationLog(conversations, scenarios);
        this.store = store;
    }

    /** The verdict that was stored at the conversation's end; computed, and then kept, when there is none yet. */
    public Optional<RawJson> find(long conversation) {
        return store.find(conversation).or(() -> compute(conversation).map(verdict -> {
            RawJson json = new RawJson(VerdictJson.of(verdict));
            if (verdict.ended() != null) {
                store.save(conversation, verdict.overall(), json);
            }
            return json;
        }));
    }

    /** The verdict by the scenario's present contract. */
    public Optional<RawJson> recomputed(long conversation) {
        return compute(conversation).map(verdict -> new RawJson(VerdictJson.of(verdict)));
    }

    private Optional<Verdict> compute(long conversation) {
        takePlace();
        try {
            return evaluate(conversation);
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        try {
            if (places.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ConversationException(
                ErrorCode.STORE_UNAVAILABLE, "Other conversations are being judged; try again in a few seconds.");
    }

    private Optional<Verdict> evaluate(long conversation) {
        return log.context(conversation).map(context -> {
            Evaluation evaluation = new Evaluation(context);
            log.read(conversation, 0, evaluation::accept);
            return evaluation.verdict();
        });
    }
}
