package me.fhir.chitchat.orchestrator;

import java.util.List;
import me.fhir.chitchat.conversation.Guidance;
import org.jspecify.annotations.Nullable;

/** Hears of one conversation's commits, one after the other; must not block. */
public interface Subscriber {
    /**
     * Told of one commit.
     *
     * @param events what was written, in order
     * @param guidance what it causes, or null
     */
    void published(List<Publication> events, @Nullable Guidance guidance);

    /** The store lost its data: nothing more will come. */
    void lost();
}
