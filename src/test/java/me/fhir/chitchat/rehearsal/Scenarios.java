package me.fhir.chitchat.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;

/** The scenarios of the tests and those that are shipped. */
@SuppressWarnings("NullAway")
final class Scenarios {
    static final List<String> ALL = List.of(
            "return-of-headphones",
            "strassenfest",
            "water-damage",
            "beca",
            "fret",
            "toshokan",
            "server-access",
            "prior-drug-trial",
            "flat-lease",
            "salary-talk",
            "scen_knee_mri_01",
            "scen_vision_screen_01",
            "scen_care_transition_01",
            "scen_trial_match_01",
            "scen_drug_interaction_01",
            "scen_freight_claim_01");

    private Scenarios() {}

    static String named(String id) {
        return id.startsWith("scen_")
                ? text("/scenarios/" + id + ".json")
                : text("/rehearsal/scenarios/" + id + ".json");
    }

    static String text(String resource) {
        try (InputStream in = Scenarios.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scenario with one fact of an agent's knowledge changed. */
    @SuppressWarnings({"unchecked", "NullAway"})
    static String changed(String scenario, Map<?, ?> change) {
        try {
            Map<String, ?> root = PlainJson.map(Json.parseObject(scenario));
            for (Object agent : (List<?>) java.util.Objects.requireNonNull(root.get("agents"))) {
                Map<?, ?> fields = (Map<?, ?>) agent;
                if (change.get("agent").equals(fields.get("agentId"))) {
                    String[] steps =
                            String.valueOf(change.get("path")).substring(1).split("/", -1);
                    Object at = fields.get("knowledgeBase");
                    for (int i = 0; i < steps.length - 1; i++) {
                        at = at instanceof List<?> list
                                ? list.get(Integer.parseInt(steps[i]))
                                : ((Map<?, ?>) at).get(steps[i]);
                    }
                    String last = steps[steps.length - 1];
                    if (at instanceof List<?> list) {
                        ((List<Object>) list).set(Integer.parseInt(last), change.get("value"));
                    } else if (((Map<String, Object>) at).put(last, change.get("value")) == null) {
                        throw new IllegalArgumentException("nothing at " + change.get("path"));
                    }
                }
            }
            return PlainJson.text(root);
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException(e.sentence(), e);
        }
    }
}
