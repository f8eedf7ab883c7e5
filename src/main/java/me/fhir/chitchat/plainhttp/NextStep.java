package me.fhir.chitchat.plainhttp;

/** The next step of a code's holder, in one sentence. */
record NextStep(SeatUrls addresses) {
    String of(SeatView view) {
        if (view.head().completed()) {
            return "The conversation has ended; there is nothing more to do.";
        }
        String waiting = "GET " + addresses.seat() + "/wait?after=" + view.lastSeq() + "&seconds=20";
        if (view.yours()) {
            return (view.turnOf() == null ? "Nobody has spoken yet and you may begin" : "It is your turn")
                    + ": say something with POST " + addresses.seat() + "/say.";
        }
        String waitsFor = view.turnOf() == null ? "Nobody has spoken yet" : "It is the turn of " + view.turnOf();
        return waitsFor + ": wait with " + waiting + ".";
    }
}
