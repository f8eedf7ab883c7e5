package me.fhir.chitchat.agent;

/** Never says anything: what becomes of its turns is the watchdog's matter. */
final class SilentAgent implements Agent {
    @Override
    public void takeTurn(TurnContext context) {
        // It stays silent.
    }
}
