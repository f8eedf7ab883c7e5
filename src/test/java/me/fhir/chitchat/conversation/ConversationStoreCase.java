package me.fhir.chitchat.conversation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store of conversations that is being tested, and what is put into it. */
public abstract class ConversationStoreCase {
    /** A store that is open and empty, on a {@link TickingClock}. */
    protected abstract ConversationStore store();

    protected static NewConversation conversation(String... agents) {
        List<String> entries = new ArrayList<>();
        for (String agent : agents) {
            entries.add("{\"id\":\"" + agent + "\"}");
        }
        RawJson meta = new RawJson("{\"agents\":[" + String.join(",", entries) + "],\"n\":1.50,\"metaVersion\":1}");
        return new NewConversation(meta, new Setup(List.of(agents), null, 40, null, null));
    }

    protected long create() {
        return store().create(conversation("alpha", "beta")).join().conversation();
    }

    protected static AppendRequest message(
            long conversation, String agentId, String text, Finality finality, @Nullable String requestId) {
        return new AppendRequest.Send(
                new AppendRequest.Sender(conversation, agentId, null, requestId),
                new Entry.Message(new RawJson("{\"text\":\"" + text + "\"}"), finality),
                List.of());
    }

    protected List<Event> all(long conversation) {
        return store().events(EventQuery.all(conversation, 0, 1000));
    }
}
