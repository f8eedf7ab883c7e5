package me.fhir.chitchat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation was held that came here as evidence. What it says of the other server is that file's own word.
 *
 * @param server the address of that server's API; null where the file does not name it
 * @param conversation its id there
 * @param view whose view of it the file holds: {@code everything}, {@code seat AGENT} or {@code watch}
 */
public record ImportedFrom(
        @Nullable String server, long conversation, String view, Instant exportedAt, Instant importedAt) {}
