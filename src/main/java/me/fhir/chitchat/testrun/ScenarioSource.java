package me.fhir.chitchat.testrun;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.CanonicalJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.json.YamlText;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.scenario.ScenarioRules;

/**
 * Has every scenario of a suite on the server. One that the server does not have in these words, because it comes from a file
 * or has another contract, is stored under an id of its own that depends on its content; the server's own scenarios stay as
 * they are. For one suite.
 */
final class ScenarioSource {
    private static final int HASH_DIGITS = 12;

    private final ServerClient server;
    private final TestSuite suite;
    private final Path folder;
    private final StringBuilder contents = new StringBuilder();

    /** @param folder from which the paths of files count */
    ScenarioSource(ServerClient server, TestSuite suite, Path folder) {
        this.server = server;
        this.suite = suite;
        this.folder = folder;
    }

    /**
     * All scenarios.
     *
     * @throws SuiteException when the suite names a scenario or a role that is not there
     */
    List<ScenarioUnderTest> all() throws UnavailableException, InterruptedException {
        List<ScenarioUnderTest> played = new ArrayList<>();
        Set<String> roles = new HashSet<>();
        for (TestSuite.TestedScenario scenario : suite.scenarios()) {
            Json.Object config = config(scenario);
            List<String> agents = ScenarioRules.agentIds(config);
            roles.addAll(agents);
            played.add(new ScenarioUnderTest(
                    played.size(),
                    String.valueOf(ScenarioRules.id(PlainJson.map(config))),
                    unique(title(config), played),
                    scenario.runs(),
                    seats(scenario, agents)));
        }
        requireKnown(suite.terms().seats().keySet(), roles, "seats.");
        requireKnown(suite.terms().forced().keySet(), roles, "--seat ");
        return played;
    }

    /** A suite may hold a scenario several times, with other seats. */
    private static String unique(String title, List<ScenarioUnderTest> others) {
        String name = title;
        for (int number = 2; isTaken(name, others); number++) {
            name = title + " (" + number + ")";
        }
        return name;
    }

    private static boolean isTaken(String name, List<ScenarioUnderTest> others) {
        return others.stream().anyMatch(other -> other.name().equals(name));
    }

    /** Identifies what determines the results: the suite and its scenarios' contents. */
    String hash() {
        return Sha256.hex(suite.hash() + contents);
    }

    private static void requireKnown(Set<String> named, Set<String> roles, String path) {
        for (String role : named) {
            if (!roles.contains(role)) {
                throw new SuiteException(path + role, "is not a role of these scenarios; they have " + listed(roles));
            }
        }
    }

    private static String listed(Set<String> roles) {
        return String.join(", ", roles.stream().sorted().toList());
    }

    private Map<String, SeatChoice> seats(TestSuite.TestedScenario scenario, List<String> agents) {
        requireKnown(scenario.seats().keySet(), Set.copyOf(agents), scenario.fields() + ".seats.");
        Map<String, SeatChoice> seats = new LinkedHashMap<>();
        for (String agent : agents) {
            SeatChoice general = suite.terms().seats().getOrDefault(agent, SeatChoice.SERVER);
            SeatChoice chosen = scenario.seats().getOrDefault(agent, general);
            seats.put(agent, suite.terms().forced().getOrDefault(agent, chosen));
        }
        return seats;
    }

    private Json.Object config(TestSuite.TestedScenario scenario) throws UnavailableException, InterruptedException {
        Json.Object original = scenario.isFile() ? file(scenario) : stored(scenario);
        Json.Object contract = scenario.contract();
        Json.Object config = contract == null
                ? original
                : JsonEdit.of(original)
                        .set("contract", json -> json.value(contract))
                        .object();
        validate(scenario, config);
        String canonical = CanonicalJson.of(config);
        contents.append(canonical).append('\n');
        if ((!scenario.isFile() && contract == null) || isStored(config, canonical)) {
            return config;
        }
        Json.Object variant = variant(config, Sha256.hex(canonical).substring(0, HASH_DIGITS));
        server.store(String.valueOf(ScenarioRules.id(PlainJson.map(variant))), variant);
        return variant;
    }

    private boolean isStored(Json.Object config, String canonical) throws UnavailableException, InterruptedException {
        Optional<Json.Object> same = server.scenario(String.valueOf(ScenarioRules.id(PlainJson.map(config))));
        return same.isPresent() && CanonicalJson.of(same.get()).equals(canonical);
    }

    /** Without its tags: one of them could keep it from being stored, or put it in front of people. */
    private static Json.Object variant(Json.Object config, String hash) {
        Json.Object metadata = config.object("metadata");
        String id = String.valueOf(ScenarioRules.id(PlainJson.map(config)));
        JsonEdit edited = JsonEdit.of(metadata == null ? Json.Object.EMPTY : metadata)
                .text("id", id.substring(0, Math.min(id.length(), 150)) + "-test-" + hash)
                .raw("tags", "[\"test\"]");
        return JsonEdit.of(config).set("metadata", edited::write).object();
    }

    private Json.Object stored(TestSuite.TestedScenario scenario) throws UnavailableException, InterruptedException {
        return server.scenario(scenario.reference())
                .orElseThrow(() -> new SuiteException(
                        scenario.fields(),
                        "the server has no scenario \"" + scenario.reference()
                                + "\"; a file's path must end with .json, .yml or .yaml, or be given as path"));
    }

    private Json.Object file(TestSuite.TestedScenario scenario) {
        Path file = folder.resolve(scenario.reference());
        try {
            Json.Object json = YamlText.object(Files.readString(file));
            // What the server answers for a scenario is a file as well.
            Json.Object config = json.object("config");
            return config != null && !json.has("metadata") ? config : json;
        } catch (NoSuchFileException e) {
            throw new SuiteException(scenario.fields(), "there is no file " + file);
        } catch (MalformedInputException e) {
            throw new SuiteException(scenario.fields(), file + " is not text in UTF-8");
        } catch (IOException e) {
            throw new SuiteException(scenario.fields(), file + " cannot be read: " + e.getMessage());
        } catch (JsonSyntaxException e) {
            throw new SuiteException(scenario.fields(), file + " cannot be read: " + e.sentence());
        }
    }

    private static void validate(TestSuite.TestedScenario scenario, Json.Object config) {
        FieldErrors errors = new FieldErrors();
        ScenarioRules.check(PlainJson.map(config), scenario.fields(), errors);
        if (!errors.isEmpty()) {
            throw new SuiteException(errors.byPath());
        }
        if (ScenarioRules.agentIds(config).isEmpty()) {
            throw new SuiteException(scenario.fields(), "has no agents");
        }
    }

    private static String title(Json.Object config) {
        Json.Object metadata = config.object("metadata");
        return metadata == null ? "scenario" : String.valueOf(metadata.text("title"));
    }
}
