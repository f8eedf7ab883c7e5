package me.fhir.chitchat.bridge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent that an external client plays at one address, and whom it meets. */
public interface Participant {
    /** Seals the handles that are given out at this address. */
    String hash();

    /** The agent that is played from outside. */
    String externalAgent();

    /** The other agents, in the order of the roster. */
    List<String> otherAgents();

    /** The scenario that is played; null when there is none. */
    @Nullable
    String scenarioId();

    /** The title of its conversations; null when none was given. */
    @Nullable
    String title();

    /** The topic of its conversations; null when none was given. */
    @Nullable
    String description();

    /** Whether the scenario's brief and tools are offered at this address. */
    boolean usesWorld();
}
