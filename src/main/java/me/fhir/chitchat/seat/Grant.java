package me.fhir.chitchat.seat;

/** A code that was valid when it was shown, held by one request or connection. For any thread. */
public final class Grant {
    private final Seat seat;
    private final String codeHash;
    private final Runnable onRevoked;
    private volatile boolean revoked;

    /** @param onRevoked runs when the code is replaced, on the thread that does so; must not block */
    Grant(Seat seat, String codeHash, Runnable onRevoked) {
        this.seat = seat;
        this.codeHash = codeHash;
        this.onRevoked = onRevoked;
    }

    public Seat seat() {
        return seat;
    }

    public long conversation() {
        return seat.place().conversation();
    }

    String codeHash() {
        return codeHash;
    }

    boolean revoked() {
        return revoked;
    }

    Rights rights() {
        return Rights.of(seat);
    }

    void revoke() {
        revoked = true;
        onRevoked.run();
    }
}
