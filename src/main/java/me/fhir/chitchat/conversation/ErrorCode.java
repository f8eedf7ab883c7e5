package me.fhir.chitchat.conversation;

/** Why a request was refused; each protocol maps it once to its own status or code. */
public enum ErrorCode {
    /** The request itself is wrong: a missing field, a wrong type, an agent outside the roster. */
    INVALID_PARAMS,
    /** No such conversation or attachment. */
    NOT_FOUND,
    /** Another turn, or another agent's turn, is open. */
    TURN_CONFLICT,
    /** The conversation has ended. */
    CONVERSATION_FINALIZED,
    /** No turn is open and the named one is not the next. */
    INVALID_TURN,
    /** Only messages may close a turn or a conversation. */
    FINALITY_NOT_ALLOWED,
    /** The caller's seat code does not cover it. */
    NOT_ALLOWED,
    /** The store could not take the request; the sentence says whether it may have been written. It may be sent again. */
    STORE_UNAVAILABLE,
    /** There is no room for it; nothing was written, and sending it again does not help. */
    STORE_FULL,
    /** What is stored, of one conversation or of a file, is not what was written; sending it again does not help. */
    STORE_DAMAGED
}
