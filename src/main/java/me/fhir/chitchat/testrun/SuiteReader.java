package me.fhir.chitchat.testrun;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.KnownMembers;
import me.fhir.chitchat.json.YamlText;
import me.fhir.chitchat.scenario.FieldErrors;
import org.jspecify.annotations.Nullable;

/** Reads a suite and collects everything that is wrong with it. For one suite. */
final class SuiteReader {
    private static final Set<String> FIELDS =
            new TreeSet<>(Set.of("name", "scenarios", "seats", "runs", "concurrency", "budget", "pass", "headers"));
    private static final Set<String> SCENARIO_FIELDS = new TreeSet<>(Set.of("id", "path", "seats", "runs", "contract"));
    private static final Set<String> BUDGET_FIELDS = new TreeSet<>(Set.of("calls", "tokens", "minutes"));
    private static final int MAX_RUNS = 10_000;
    private static final int MAX_CONCURRENT = 64;
    private static final int STANDARD_RUNS = 5;
    private static final int STANDARD_CONCURRENCY = 4;
    private static final double STANDARD_RATE = 0.8;
    private static final Pattern FILE = Pattern.compile("(?i).+\\.(json|ya?ml)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "content-type", "a2a-version", "expect", "host", "upgrade");

    private final Map<String, String> environment;
    private final FieldErrors errors = new FieldErrors();

    SuiteReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads a suite.
     *
     * @param yaml YAML or JSON
     * @param fallbackName of a suite that has none
     * @param overrides from the command line
     * @throws SuiteException naming every fault
     */
    TestSuite read(String yaml, String fallbackName, SuiteOverrides overrides) {
        JsonFields fields = JsonFields.of(parse(yaml), "", errors::add);
        KnownMembers.check(fields, FIELDS);
        String name = fields.optionalName("name");
        int runs = overrides.runs() == null ? runs(fields, STANDARD_RUNS) : overrides.runs();
        Map<String, SeatChoice> forced = new LinkedHashMap<>();
        overrides.seats().forEach((role, who) -> put(forced, role, who, "--seat " + role));
        TestSuite.SuiteTerms terms = new TestSuite.SuiteTerms(
                seats(fields),
                forced,
                bounded(fields, "concurrency", MAX_CONCURRENT, STANDARD_CONCURRENCY),
                budget(fields.objectOrEmpty("budget")),
                passRate(fields.objectOrEmpty("pass")),
                headers(fields.objectOrEmpty("headers")));
        List<TestSuite.TestedScenario> scenarios = scenarios(fields, runs, overrides.runs());
        if (!errors.isEmpty()) {
            throw new SuiteException(errors.byPath());
        }
        // Neither the headers' values nor how fast and how long it runs change what a run is.
        String hash = Sha256.hex(scenarios + "\n" + terms.seats() + "\n" + forced);
        return new TestSuite(name == null ? fallbackName : name, hash, scenarios, terms);
    }

    /** The options of the command line that override the suite. */
    record SuiteOverrides(
            Map<String, String> seats, @Nullable Integer runs) {}

    private static Json.Object parse(String yaml) {
        try {
            return YamlText.object(yaml);
        } catch (JsonSyntaxException e) {
            throw new SuiteException("suite", "cannot be read: " + e.sentence());
        }
    }

    private static int runs(JsonFields fields, int otherwise) {
        return bounded(fields, "runs", MAX_RUNS, otherwise);
    }

    private static int bounded(JsonFields fields, String name, int most, int otherwise) {
        Long value = fields.optionalInteger(name, 1, most);
        return value == null ? otherwise : value.intValue();
    }

    private List<TestSuite.TestedScenario> scenarios(JsonFields fields, int runs, @Nullable Integer forcedRuns) {
        List<TestSuite.TestedScenario> scenarios = new ArrayList<>();
        List<Json> listed = fields.list("scenarios");
        if (listed.isEmpty()) {
            fields.report("scenarios", "must name at least one scenario");
        }
        for (int i = 0; i < listed.size(); i++) {
            String path = "scenarios." + i;
            if (listed.get(i) instanceof Json.Text id && !id.value().isBlank()) {
                scenarios.add(new TestSuite.TestedScenario(
                        id.value(), FILE.matcher(id.value()).matches(), path, Map.of(), runs, null));
            } else {
                scenario(JsonFields.of(listed.get(i), path, errors::add), runs, forcedRuns)
                        .ifPresent(scenarios::add);
            }
        }
        return scenarios;
    }

    private Optional<TestSuite.TestedScenario> scenario(JsonFields fields, int runs, @Nullable Integer forcedRuns) {
        KnownMembers.check(fields, SCENARIO_FIELDS);
        String path = fields.optionalName("path");
        String id = path == null ? fields.name("id") : fields.optionalName("id");
        if (path != null && id != null) {
            fields.report("path", "must be left out where there is an id");
        }
        JsonFields contract = fields.optionalObject("contract");
        int own = runs(fields, runs);
        String reference = path == null ? id : path;
        return reference == null
                ? Optional.empty()
                : Optional.of(new TestSuite.TestedScenario(
                        reference,
                        path != null,
                        fields.path(),
                        seats(fields),
                        forcedRuns == null ? own : forcedRuns,
                        contract == null ? null : contract.object()));
    }

    private Map<String, SeatChoice> seats(JsonFields fields) {
        Map<String, SeatChoice> seats = new LinkedHashMap<>();
        JsonFields roles = fields.objectOrEmpty("seats");
        roles.object().members().keySet().forEach(role -> put(seats, role, roles.text(role), roles.path(role)));
        return seats;
    }

    private void put(Map<String, SeatChoice> seats, String role, String who, String path) {
        Optional<SeatChoice> choice = SeatChoice.parse(who);
        if (choice.isEmpty()) {
            errors.add(path, SeatChoice.FORMS);
        }
        seats.put(role, choice.orElse(SeatChoice.SERVER));
    }

    private TestSuite.SuiteBudget budget(JsonFields fields) {
        KnownMembers.check(fields, BUDGET_FIELDS);
        return new TestSuite.SuiteBudget(limit(fields, "calls"), limit(fields, "tokens"), limit(fields, "minutes"));
    }

    private static long limit(JsonFields fields, String name) {
        Long value = fields.optionalInteger(name, 1, Long.MAX_VALUE);
        return value == null ? Long.MAX_VALUE : value;
    }

    private double passRate(JsonFields fields) {
        KnownMembers.check(fields, "rate");
        Double rate = fields.optionalNumber("rate", 0, 1);
        return rate == null ? STANDARD_RATE : rate;
    }

    private Map<String, String> headers(JsonFields fields) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : fields.object().members().keySet()) {
            String value = resolved(fields, name);
            if (!HEADER_NAME.matcher(name).matches() || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                fields.report(name, "is not a header that a suite can set");
            } else if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
                fields.report(name, "must be one line");
            }
            headers.put(name, value);
        }
        return headers;
    }

    /** The value with variables of the environment put in; a fault never shows it. */
    private String resolved(JsonFields fields, String name) {
        Matcher variables = VARIABLE.matcher(fields.text(name));
        StringBuilder value = new StringBuilder();
        while (variables.find()) {
            String found = environment.get(variables.group(1));
            if (found == null) {
                fields.report(name, "needs the environment variable " + variables.group(1) + ", which is not set");
            }
            variables.appendReplacement(value, Matcher.quoteReplacement(found == null ? "" : found));
        }
        return variables.appendTail(value).toString();
    }
}
