package me.fhir.chitchat.runtime.settings;

/** A setting that stops the start; the message is one sentence that says which and why. */
public final class SettingException extends RuntimeException {
    public SettingException(String sentence) {
        super(sentence);
    }
}
