package me.fhir.chitchat.llm;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The path of a call's folder below the debug log's; safe for any label that clients send. */
final class CallFolderName {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH-mm-ss-SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int MAX_PART_LENGTH = 60;

    private CallFolderName() {}

    /**
     * A relative path of two names.
     *
     * @param random distinguishes the calls that have no label
     */
    static Path of(CallLabel label, Instant started, String random) {
        String stamp = STAMP.format(started);
        if (label.conversationId() != null) {
            return Path.of(
                    "conversation_" + safe(label.conversationId()),
                    stamp + turn(label.turnNumber()) + part(label.agentName()) + part(label.stepDescriptor()));
        }
        if (label.scenarioId() != null) {
            return Path.of("scenario_editor", stamp + "_" + safe(label.scenarioId()) + part(label.stepDescriptor()));
        }
        return Path.of("untagged", stamp + "-" + safe(random));
    }

    private static String turn(@Nullable Integer number) {
        return number == null ? "" : String.format(Locale.ROOT, "_turn_%03d", number);
    }

    private static String part(@Nullable String text) {
        return text == null || text.isBlank() ? "" : "_" + safe(text);
    }

    /** Letters, digits, dash, dot and underscore, and no dot where it could mean a parent, a hidden file or an end. */
    private static String safe(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("\\.{2,}", "_");
        String cut = plain.length() <= MAX_PART_LENGTH ? plain : plain.substring(0, MAX_PART_LENGTH);
        String trimmed = cut.replaceAll("^\\.+|\\.+$", "_");
        return trimmed.isEmpty() ? "_" : trimmed;
    }
}
