package me.fhir.chitchat.a2a.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.Json;

/** The artifacts of a task, those of earlier turns left out. For one thread. */
final class Artifacts {
    /** A task that says more than these may repeat an old message. */
    private static final int MAX_KNOWN = 200;

    private final Set<String> known;
    private final Map<String, List<StreamedPart>> pieces = new LinkedHashMap<>();

    /**
     * A part as it came.
     *
     * @param goesOn whether it is to be appended to what came before
     */
    private record StreamedPart(Part part, boolean goesOn) {}

    Artifacts(Collection<String> known) {
        this.known = new LinkedHashSet<>(known);
    }

    /** Takes in an artifact, or what is to be appended to it (A2A 1.0, section 4.2.2). */
    void put(Json.Object artifact, boolean append) {
        String id = String.valueOf(artifact.text("artifactId"));
        List<StreamedPart> before = append ? pieces.get(id) : null;
        List<StreamedPart> all = before == null ? new ArrayList<>() : before;
        boolean goesOn = before != null;
        LenientParts.read(artifact.objects("parts")).forEach(part -> all.add(new StreamedPart(part, goesOn)));
        pieces.put(id, all);
    }

    /** A text that is streamed comes in pieces, of which there may be very many. */
    private static List<Part> joined(List<StreamedPart> pieces) {
        List<Part> joined = new ArrayList<>();
        StringBuilder words = null;
        for (StreamedPart piece : pieces) {
            Part.TextPart text = piece.part() instanceof Part.TextPart given ? given : null;
            if (words != null && (text == null || !piece.goesOn())) {
                joined.add(new Part.TextPart(words.toString()));
                words = null;
            }
            if (text == null) {
                joined.add(piece.part());
            } else {
                words = (words == null ? new StringBuilder() : words).append(text.text());
            }
        }
        if (words != null) {
            joined.add(new Part.TextPart(words.toString()));
        }
        return joined;
    }

    /** The parts of the new ones, without those that messages hold as well. */
    List<Part> fresh(Collection<Part> said) {
        List<Part> fresh = new ArrayList<>();
        pieces.forEach((id, came) -> {
            List<Part> own = joined(came);
            if (!known.contains(fingerprint(id, own))) {
                own.stream().filter(part -> !said.contains(part)).forEach(fresh::add);
            }
        });
        return fresh;
    }

    /**
     * The state so far.
     *
     * @param more fingerprints of other messages
     */
    Set<String> fingerprints(Collection<String> more) {
        List<String> all = new ArrayList<>(known);
        all.addAll(more);
        pieces.forEach((id, came) -> all.add(fingerprint(id, joined(came))));
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(all));
        return new LinkedHashSet<>(distinct.subList(Math.max(0, distinct.size() - MAX_KNOWN), distinct.size()));
    }

    private static String fingerprint(String id, List<Part> parts) {
        return Sha256.fingerprint(id + "\n" + parts);
    }
}
