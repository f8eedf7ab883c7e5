package me.fhir.chitchat.conversation;

import java.time.Duration;
import java.util.Optional;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.WireName;

/**
 * The manner in an agent's {@code config}.
 *
 * @param delay how long a slow agent waits before it begins its turn
 */
public record MannerSetting(Manner manner, Duration delay) {
    public static final MannerSetting COOPERATIVE = new MannerSetting(Manner.COOPERATIVE, Duration.ZERO);
    private static final Duration STANDARD_DELAY = Duration.ofSeconds(20);
    private static final Duration MAX_DELAY = Duration.ofHours(1);

    /** Reads {@code manner} and {@code delayMs}; empty without a manner, or when it was reported as unknown. */
    public static Optional<MannerSetting> of(JsonFields config) {
        Long delay = config.optionalInteger("delayMs", 0, MAX_DELAY.toMillis());
        String word = config.optionalText("manner");
        Optional<Manner> manner = WireName.find(Manner.class, word);
        if (word != null && manner.isEmpty()) {
            config.report("manner", "\"" + word + "\" is not one of " + Manner.WORDS);
        }
        return manner.map(known -> new MannerSetting(known, delay == null ? STANDARD_DELAY : Duration.ofMillis(delay)));
    }
}
