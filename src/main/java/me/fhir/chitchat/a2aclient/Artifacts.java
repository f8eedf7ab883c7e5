package me.fhir.chitchat.a2aclient;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.a2amessage.Part;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.Json;

/** The artifacts of a task, those of earlier turns left out. For one thread. */
final class Artifacts {
    /** A task that says more than these may say an old thing again. */
    private static final int MOST_KNOWN = 200;

    private final Set<String> known;
    private final Map<String, List<Part>> parts = new LinkedHashMap<>();

    Artifacts(Collection<String> known) {
        this.known = new LinkedHashSet<>(known);
    }

    /** Takes in an artifact, or what is to be appended to it (A2A 1.0, section 4.2.2). */
    void put(Json.Object artifact, boolean append) {
        String id = String.valueOf(artifact.text("artifactId"));
        List<Part> given = LenientParts.read(artifact.objects("parts"));
        List<Part> before = parts.get(id);
        if (append && before != null) {
            given.forEach(part -> append(before, part));
        } else {
            parts.put(id, new ArrayList<>(given));
        }
    }

    /** A text that is streamed comes in pieces. */
    private static void append(List<Part> before, Part part) {
        int last = before.size() - 1;
        if (last >= 0 && before.get(last) instanceof Part.TextPart text && part instanceof Part.TextPart more) {
            before.set(last, new Part.TextPart(text.text() + more.text()));
        } else {
            before.add(part);
        }
    }

    /** The parts of the new ones, without those that messages hold as well. */
    List<Part> fresh(Collection<Part> said) {
        List<Part> fresh = new ArrayList<>();
        parts.forEach((id, own) -> {
            if (!known.contains(fingerprint(id, own))) {
                own.stream().filter(part -> !said.contains(part)).forEach(fresh::add);
            }
        });
        return fresh;
    }

    /**
     * What is known by now.
     *
     * @param more fingerprints of other things that were said
     */
    Set<String> fingerprints(Collection<String> more) {
        List<String> all = new ArrayList<>(known);
        all.addAll(more);
        parts.forEach((id, own) -> all.add(fingerprint(id, own)));
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(all));
        return new LinkedHashSet<>(distinct.subList(Math.max(0, distinct.size() - MOST_KNOWN), distinct.size()));
    }

    private static String fingerprint(String id, List<Part> parts) {
        return Sha256.fingerprint(id + "\n" + parts);
    }
}
