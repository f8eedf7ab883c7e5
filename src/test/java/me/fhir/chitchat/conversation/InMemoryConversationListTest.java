package me.fhir.chitchat.conversation;

class InMemoryConversationListTest extends ConversationListContract {
    private final ConversationStore store = new InMemoryConversationStore(new TickingClock());

    @Override
    protected ConversationStore store() {
        return store;
    }
}
