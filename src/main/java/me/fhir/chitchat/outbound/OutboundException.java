package me.fhir.chitchat.outbound;

/** A call to an address that a client named failed. Its text quotes no header, no body and no query of an address. */
public final class OutboundException extends Exception {
    private final OutboundFailure failure;
    private final String remedy;

    /** @param what happened, as a whole sentence */
    public OutboundException(OutboundFailure failure, String what) {
        this(failure, what, failure.remedy());
    }

    /**
     * A failure with a remedy of its own.
     *
     * @param remedy what to do, as a whole sentence
     */
    public OutboundException(OutboundFailure failure, String what, String remedy) {
        super(what, null, false, false);
        this.failure = failure;
        this.remedy = remedy;
    }

    public OutboundFailure failure() {
        return failure;
    }

    /** The failure and its remedy. */
    public String sentence() {
        return getMessage() + " " + remedy;
    }
}
