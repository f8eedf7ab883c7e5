package me.fhir.chitchat.rehearsal.language;

/**
 * Where something is known from.
 *
 * @param seq the message it was received with; 0 for the agent's own knowledge
 * @param place a JSON Pointer into the own knowledge; the attachment's name, or empty for the message's text
 */
public record Source(long seq, String place) {
    public static Source own(String pointer) {
        return new Source(0, pointer);
    }

    public boolean received() {
        return seq > 0;
    }

    @Override
    public String toString() {
        if (!received()) {
            return place.isEmpty() ? "own knowledge" : "own knowledge " + place;
        }
        return place.isEmpty() ? "#" + seq : "#" + seq + " " + place;
    }
}
