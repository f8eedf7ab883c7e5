package me.fhir.chitchat.conversation;

class InMemoryConversationStoreTest extends ConversationStoreContract {
    private final ConversationStore store = new InMemoryConversationStore(new TickingClock());

    @Override
    protected ConversationStore store() {
        return store;
    }
}
