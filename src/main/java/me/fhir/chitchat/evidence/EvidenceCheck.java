package me.fhir.chitchat.evidence;

import java.util.List;

/**
 * The result of a check of an evidence file.
 *
 * @param summary what the file holds, in a sentence
 * @param findings what does not fit, the first in the log's order first; empty when everything does
 */
public record EvidenceCheck(String summary, List<EvidenceFinding> findings) {
    public EvidenceCheck {
        findings = List.copyOf(findings);
    }

    /**
     * Something that does not fit.
     *
     * @param seq the first event that it concerns; 0 when it concerns none
     */
    public record EvidenceFinding(long seq, String sentence) {}

    public boolean fits() {
        return findings.isEmpty();
    }
}
