package me.fhir.chitchat.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.EventJson;
import org.jspecify.annotations.Nullable;

/**
 * A hash of what an evidence file holds, without what is different in each: the time at which it was written, and the number
 * that the conversation has on its server.
 */
final class EvidenceFingerprint {
    private EvidenceFingerprint() {}

    /** 64 hexadecimal digits. */
    static String of(
            List<Event> events,
            EvidenceManifest manifest,
            Json.@Nullable Object scenario,
            Json.@Nullable Object verdict) {
        MessageDigest digest = Sha256.newDigest();
        for (Event event : events) {
            JsonWriter json = new JsonWriter();
            EventJson.write(json, new Event(0, event.at(), event.agentId(), event.ts(), event.entry()));
            add(digest, json.toString());
        }
        manifest.files().stream()
                .filter(file -> manifest.attachments().stream()
                        .anyMatch(attached -> attached.file().equals(file.name())))
                .forEach(file -> add(digest, file.sha256()));
        add(digest, scenario == null ? "null" : scenario.raw());
        add(
                digest,
                verdict == null
                        ? "null"
                        : JsonEdit.of(verdict).remove("conversationId").text());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
