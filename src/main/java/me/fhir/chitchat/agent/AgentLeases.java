package me.fhir.chitchat.agent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of several servers on one database runs the agents of a conversation. A server has them for as long as it says that it
 * lives; an append of such an agent is refused by the store once another server has them. For any thread.
 */
public interface AgentLeases {
    /** One server, which runs all agents. */
    AgentLeases ALONE = new AgentLeases() {
        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public boolean claim(long conversation) {
            return true;
        }

        @Override
        public Map<Long, Set<String>> held(Collection<Long> conversations) {
            throw new UnsupportedOperationException("nobody else could hold them");
        }

        @Override
        public List<Long> orphaned() {
            return List.of();
        }

        @Override
        public void renew() {
            // Nobody waits for it.
        }

        @Override
        public void changed() {
            // A single server notifies no other.
        }

        @Override
        public void onChanged(Runnable listener) {
            // No other server changes anything.
        }

        @Override
        public void leave() {
            // Nobody takes over.
        }
    };

    /** Whether there may be other servers. */
    boolean shared();

    /** Takes a conversation that no running server has; whether this one has it now. */
    boolean claim(long conversation);

    /** Of these conversations those that this server has, with the agents that are registered in them. */
    Map<Long, Set<String>> held(Collection<Long> conversations);

    /** Conversations with registered agents that no living server has. */
    List<Long> orphaned();

    /** Renews the lease of this server. */
    void renew();

    /** Tells the other servers that what is registered has changed. */
    void changed();

    /** Registers what runs when another server has changed it; must not block. */
    void onChanged(Runnable listener);

    /** Lets the others take everything over at once. */
    void leave();
}
