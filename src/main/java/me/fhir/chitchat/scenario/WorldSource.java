package me.fhir.chitchat.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whose knowledge and tools a player from outside works with: the member {@code world} of a scenario's agent. */
public enum WorldSource {
    /** The scenario's. */
    OURS,
    /** Its own; the scenario's are not offered to it. */
    OWN,
    /** The scenario's, beside its own. */
    BOTH;

    /** All words of scenarios. */
    public static final Set<String> WORDS =
            Arrays.stream(values()).map(WorldSource::word).collect(Collectors.toUnmodifiableSet());

    /** The word in a scenario. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source that a scenario names; without a word that it could mean, {@link #BOTH}. */
    public static WorldSource of(@Nullable String word) {
        Optional<WorldSource> named = Arrays.stream(values())
                .filter(source -> source.word().equals(word))
                .findFirst();
        return named.orElse(BOTH);
    }

    /** Whether the scenario's knowledge and tools are offered to players from outside. */
    public boolean isOffered() {
        return this != OWN;
    }
}
