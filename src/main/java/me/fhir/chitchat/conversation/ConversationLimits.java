package me.fhir.chitchat.conversation;

/**
 * The limits of one conversation. A Meta can ask for less, never for more.
 *
 * @param defaultTurns the turn whose closing ends a conversation that set no limit
 * @param mostTurns the turn whose closing ends every conversation
 * @param mostBytes how much text, documents included, its log may hold
 */
public record ConversationLimits(int defaultTurns, int mostTurns, long mostBytes) {
    /** The limits of a server that sets none of its own. */
    public static final ConversationLimits DEFAULT = new ConversationLimits(40, 1000, 64L << 20);
}
