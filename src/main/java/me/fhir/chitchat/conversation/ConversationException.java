package me.fhir.chitchat.conversation;

import me.fhir.chitchat.json.JsonFaults;

/**
 * A refused request: the code decides the status or error code of each protocol, the message is a sentence the caller
 * can act on.
 */
public final class ConversationException extends RuntimeException {
    /** The first member that is not as it must be is refused with its path. */
    public static final JsonFaults INVALID = JsonFaults.throwing(ConversationException::invalid);

    private final ErrorCode code;

    public ConversationException(ErrorCode code, String sentence) {
        // No stack trace: refusals are answers, and a hostile client could ask for many.
        super(sentence, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** The sentence for the person at the other end. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    public static ConversationException invalid(String sentence) {
        return new ConversationException(ErrorCode.INVALID_PARAMS, sentence);
    }

    public static ConversationException unknownConversation(long conversation) {
        return new ConversationException(ErrorCode.NOT_FOUND, "There is no conversation " + conversation + ".");
    }
}
