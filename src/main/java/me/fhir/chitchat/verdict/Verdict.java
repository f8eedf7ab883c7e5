package me.fhir.chitchat.verdict;

import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.WireName;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of a conversation, from its log alone.
 *
 * @param ended how it ended, or null while it goes on
 * @param parties by agent, in the order of the roster
 */
public record Verdict(
        VerdictSubject subject,
        Judgement overall,
        @Nullable ConversationEnd ended,
        Map<String, PartyResult> parties,
        Noted noted) {
    /** The version of the rules; another one may judge the same log otherwise. */
    public static final String ENGINE = "1";

    /**
     * The course of the conversation.
     *
     * @param stall the first stall, or null
     */
    public record Noted(@Nullable Stall stall, List<Disclosure> disclosures, List<Fault> faults) {
        public Noted {
            disclosures = List.copyOf(disclosures);
            faults = List.copyOf(faults);
        }
    }

    public @Nullable Stall stall() {
        return noted.stall();
    }

    public List<Disclosure> disclosures() {
        return noted.disclosures();
    }

    public List<Fault> faults() {
        return noted.faults();
    }

    /** The result of a conversation, or of a party's part in it. */
    public enum Judgement implements WireName {
        PASS,
        FAIL,
        INCONCLUSIVE;
    }

    /** One agent's result with the checks that led to it. */
    public record PartyResult(Judgement result, List<CheckResult> checks) {
        public PartyResult {
            checks = List.copyOf(checks);
        }
    }

    /**
     * One check after the log.
     *
     * @param part which list of the contract it is from: {@code success}, {@code forbidden}, {@code mustAsk}
     * @param seqs the events that fitted
     */
    public record CheckResult(String id, String title, String part, boolean held, List<Long> seqs, String sentence) {
        public CheckResult {
            seqs = List.copyOf(seqs);
        }

        /** Whether it satisfies the contract. */
        public boolean isGood() {
            return held != part.equals("forbidden");
        }
    }

    /** The whole in one sentence. */
    public String sentence() {
        ConversationEnd ending = ended;
        if (ending == null) {
            return "The conversation goes on.";
        }
        if (!ending.legitimate() || faults().isEmpty()) {
            return ending.sentence();
        }
        return ending.sentence() + " " + faults().get(0).sentence();
    }
}
