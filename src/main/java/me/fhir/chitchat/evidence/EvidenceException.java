package me.fhir.chitchat.evidence;

/** A file that is not evidence, or too damaged to be read as such; the message is a sentence. */
public final class EvidenceException extends Exception {
    EvidenceException(String sentence) {
        super(sentence, null, false, false);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
