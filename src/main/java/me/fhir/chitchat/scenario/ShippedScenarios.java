package me.fhir.chitchat.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.CompactJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;

/** The scenarios in the jar. */
public final class ShippedScenarios {
    private static final List<String> IDS = List.of(
            "scen_freight_claim_01",
            "scen_drug_interaction_01",
            "scen_trial_match_01",
            "scen_care_transition_01",
            "scen_vision_screen_01",
            "scen_knee_mri_01");

    private ShippedScenarios() {}

    public static List<String> ids() {
        return IDS;
    }

    /** All of them, each a millisecond younger than the one before, so that the last is listed first. */
    public static List<ScenarioItem> all(Instant now) {
        return IntStream.range(0, IDS.size())
                .mapToObj(i -> read(IDS.get(i), now.plusMillis(i)))
                .toList();
    }

    /** A shipped scenario as it is stored; empty when none has that id. */
    public static Optional<ScenarioItem> find(String id, Instant now) {
        return IDS.contains(id) ? Optional.of(read(id, now)) : Optional.empty();
    }

    private static ScenarioItem read(String id, Instant now) {
        Json.Object config = config(id + ".json");
        Json.Object metadata = config.object("metadata");
        String title = metadata == null ? id : String.valueOf(metadata.text("title"));
        return new ScenarioItem(id, title, new RawJson(CompactJson.of(config)), new RawJson("[]"), now, now);
    }

    private static Json.Object config(String file) {
        try (InputStream in = ShippedScenarios.class.getResourceAsStream("/scenarios/" + file)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + file);
            }
            return Json.parseObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | JsonSyntaxException e) {
            throw new IllegalStateException("unreadable in the jar: " + file, e);
        }
    }
}
