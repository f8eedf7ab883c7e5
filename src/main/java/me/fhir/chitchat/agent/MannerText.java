package me.fhir.chitchat.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import me.fhir.chitchat.conversation.Manner;

/** The part of a model's prompt about the manner in which it plays. */
public final class MannerText {
    private static final Map<Manner, String> ALL = load();

    private MannerText() {}

    /** A paragraph for the prompt; empty when there is nothing to say. */
    public static String of(Manner manner) {
        return ALL.getOrDefault(manner, "");
    }

    private static Map<Manner, String> load() {
        Map<Manner, String> texts = new EnumMap<>(Manner.class);
        for (Manner manner : Manner.values()) {
            if (manner != Manner.COOPERATIVE && !manner.isAboutTime()) {
                texts.put(manner, (text("manner").strip() + "\n" + text("manner-" + manner.wireName())).strip());
            }
        }
        return texts;
    }

    private static String text(String name) {
        try (InputStream in = MannerText.class.getResourceAsStream("/prompts/" + name + ".md")) {
            if (in == null) {
                throw new IllegalStateException("the prompt " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
