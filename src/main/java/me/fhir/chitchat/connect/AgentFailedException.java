package me.fhir.chitchat.connect;

/** The local agent gave no usable answer. */
final class AgentFailedException extends Exception {
    AgentFailedException(String sentence) {
        super(sentence);
    }
}
