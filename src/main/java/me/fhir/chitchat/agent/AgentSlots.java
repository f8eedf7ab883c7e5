package me.fhir.chitchat.agent;

import java.util.Optional;
import java.util.function.IntSupplier;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;

/**
 * The places of the agents that run here at a time. One is taken before an agent starts, so that no two get the last one. For
 * any thread.
 */
final class AgentSlots {
    private final int most;
    private final IntSupplier running;
    /** Taken by agents that are about to run. */
    private int reserved;

    /** @param running how many run; answers at once */
    AgentSlots(int most, IntSupplier running) {
        this.most = most;
        this.running = running;
    }

    /** Places that are kept until the agents run and are counted as such. */
    final class Reservation {
        private int taken;

        private Reservation(int taken) {
            this.taken = taken;
        }

        /** Lets agents run here, {@code begin} adding them to those that do, and gives the places back. */
        void use(Runnable begin) {
            synchronized (AgentSlots.this) {
                try {
                    begin.run();
                } finally {
                    giveBack();
                }
            }
        }

        /** Gives them back, if they were not used. */
        void giveBack() {
            synchronized (AgentSlots.this) {
                reserved -= taken;
                taken = 0;
            }
        }
    }

    /** Takes places; {@code STORE_UNAVAILABLE} when there are not so many. */
    Reservation take(int agents) {
        return tryTake(agents)
                .orElseThrow(() -> new ConversationException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "The server is busy: " + running.getAsInt() + " agents run here and at most " + most
                                + " may; nothing was started. Try again later, or run the agent yourself."));
    }

    /** Takes places; empty when there are not so many. */
    synchronized Optional<Reservation> tryTake(int agents) {
        if (agents > most - running.getAsInt() - reserved) {
            return Optional.empty();
        }
        reserved += agents;
        return Optional.of(new Reservation(agents));
    }

    int most() {
        return most;
    }
}
