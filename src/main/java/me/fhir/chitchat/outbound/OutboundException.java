package me.fhir.chitchat.outbound;

/** A call to a stranger's address failed. Its text quotes no header, no body and no query of an address. */
public final class OutboundException extends Exception {
    private final OutboundFailure failure;

    /**
     * A failure.
     *
     * @param what happened, as a whole sentence
     */
    public OutboundException(OutboundFailure failure, String what) {
        super(what, null, false, false);
        this.failure = failure;
    }

    public OutboundFailure failure() {
        return failure;
    }

    /** What happened and what to do. */
    public String sentence() {
        return getMessage() + " " + failure.remedy();
    }
}
