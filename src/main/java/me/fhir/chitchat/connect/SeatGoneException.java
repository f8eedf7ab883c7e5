package me.fhir.chitchat.connect;

/** The code opens no seat, or no longer. */
final class SeatGoneException extends Exception {
    SeatGoneException(String sentence) {
        super(sentence);
    }
}
