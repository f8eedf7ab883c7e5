package me.fhir.chitchat.a2a.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.a2a.message.Part;

/** The texts that an agent sends while it works, each once. For one thread. */
final class ProgressTexts {
    /** An agent that never comes to an end would fill the memory. */
    private static final int MAX_TEXTS = 1_000;

    private static final int MAX_LENGTH = 10_000;

    private final Set<String> seen = new HashSet<>();
    private final List<String> fresh = new ArrayList<>();

    void add(List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Part.TextPart words && !words.text().isBlank() && seen.size() < MAX_TEXTS) {
                String text = words.text().substring(0, Math.min(words.text().length(), MAX_LENGTH));
                if (seen.add(text)) {
                    fresh.add(text);
                }
            }
        }
    }

    /** Those that came since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(fresh);
        fresh.clear();
        return taken;
    }
}
