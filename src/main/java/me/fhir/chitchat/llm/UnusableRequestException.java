package me.fhir.chitchat.llm;

/** A request that no provider was asked: an unknown model or provider, or one that has no key here. */
public class UnusableRequestException extends RuntimeException {
    public UnusableRequestException(String sentence) {
        super(sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
