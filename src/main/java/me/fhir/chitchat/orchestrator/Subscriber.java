package me.fhir.chitchat.orchestrator;

import java.util.List;
import me.fhir.chitchat.conversation.Guidance;
import org.jspecify.annotations.Nullable;

/** Is notified of one conversation's commits, one after the other; must not block. */
public interface Subscriber {
    /**
     * Called once per commit.
     *
     * @param events what was written, in order
     * @param guidance the guidance it causes, or null
     */
    void published(List<Publication> events, @Nullable Guidance guidance);

    /** The last event that it has, so that a gap can be read again from there; the greatest number when it needs none of them. */
    default long lastSeq() {
        return Long.MAX_VALUE;
    }

    /** The store lost its data: no further commit follows. */
    void lost();
}
