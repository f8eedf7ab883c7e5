package me.fhir.chitchat.scenario;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.WireName;
import org.jspecify.annotations.Nullable;

/** Whose knowledge and tools a player from outside works with: the member {@code world} of a scenario's agent. */
public enum WorldSource implements WireName {
    /** The scenario's. */
    OURS,
    /** Its own; the scenario's are not offered to it. */
    OWN,
    /** The scenario's, beside its own. */
    BOTH;

    /** All words of scenarios. */
    public static final Set<String> WORDS =
            Arrays.stream(values()).map(WorldSource::wireName).collect(Collectors.toUnmodifiableSet());

    /** The source that a scenario names; without a word that it could mean, {@link #BOTH}. */
    public static WorldSource of(@Nullable String word) {
        return WireName.find(WorldSource.class, word).orElse(BOTH);
    }

    /** Whether the scenario's knowledge and tools are offered to players from outside. */
    public boolean isOffered() {
        return this != OWN;
    }
}
