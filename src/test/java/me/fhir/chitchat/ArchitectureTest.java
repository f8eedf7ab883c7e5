package me.fhir.chitchat;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.annotation.Testable;

/** Dependencies between packages point one way, without cycles. */
class ArchitectureTest {
    private static final String ROOT = "me.fhir.chitchat";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static String[] in(String... packages) {
        String[] names = new String[packages.length];
        for (int i = 0; i < packages.length; i++) {
            names[i] = packages[i].isEmpty() ? ROOT : ROOT + "." + packages[i];
        }
        return names;
    }

    private static final Set<String> DOMAIN = Set.of("conversation", "scenario");

    private static final Set<String> COMPOSITION = Set.of(
            "ChitchatApplication",
            "ChitchatConfiguration",
            "Components",
            "Stores",
            "Orchestration",
            "AgentRuntime",
            "Protocols",
            "ServerStatus",
            "package-info");

    /** They use no other package of ours, and every package may use them. */
    private static final String[] FOUNDATION = {
        "digest",
        "http.address",
        "http.html",
        "http.ratelimit",
        "runtime.concurrent",
        "runtime.files",
        "runtime.memory",
        "scenario.regex"
    };

    /**
     * What each package may use besides itself, the packages below it without a row, and the foundation. No protocol uses
     * another.
     */
    private static final String ARROWS = """
            a2a.message -> conversation json
            a2a.client -> a2a.message outbound outbound.card json
            a2a.dial -> a2a.client a2a.message outbound outbound.card seat agent orchestrator conversation json
            mcp.client -> agent.planner outbound conversation json
            playground -> a2a.client a2a.message mcp.client agent.planner outbound outbound.card json
            json ->
            jsonrpc -> json
            wire -> conversation scenario json
            orchestrator -> conversation scenario wire json runtime.lifecycle
            agent -> orchestrator conversation scenario wire json scenario.schema llm
            scenario.schema -> scenario json
            verdict -> orchestrator conversation scenario json scenario.schema runtime.lifecycle
            llm -> json runtime.settings
            rehearsal -> rehearsal.arguments rehearsal.criteria rehearsal.knowledge rehearsal.language agent.planner
                    conversation llm json
            rehearsal.language ->
            rehearsal.knowledge -> rehearsal.language agent.planner json
            rehearsal.arguments -> rehearsal.knowledge rehearsal.language agent.planner json
            rehearsal.criteria -> rehearsal.arguments rehearsal.knowledge rehearsal.language agent.planner
            runtime.settings ->
            connect -> a2a.client a2a.message outbound jsonrpc wire json runtime.lifecycle
            http.wirelog ->
            outbound -> json
            evidence -> conversation wire json
            http.admission -> jsonrpc json runtime.lifecycle
            http.response -> http.admission json
            runtime.lifecycle ->
            web ->
            runtime.monitoring -> runtime.lifecycle
            seat -> agent outbound orchestrator conversation scenario wire json
            search -> conversation wire json runtime.lifecycle
            world -> seat agent agent.planner orchestrator conversation scenario json llm
            connect.remote -> scenario wire json runtime.settings
            testrun -> agent connect llm orchestrator conversation scenario seat verdict.live json runtime.settings
            websocket -> http.admission http.wirelog runtime.lifecycle verdict.live jsonrpc world seat agent
                    orchestrator conversation scenario wire json
            resources -> http.admission evidence http.wirelog runtime.lifecycle outbound outbound.card playground
                    verdict verdict.live world agent.planner testrun seat agent orchestrator conversation scenario
                    wire json llm
            bridge -> http.admission runtime.lifecycle world seat agent orchestrator conversation scenario wire json
            a2a -> a2a.message http.admission http.response bridge jsonrpc runtime.lifecycle world seat orchestrator
                   conversation scenario wire json
            mcp -> http.admission http.response bridge jsonrpc world agent.planner seat agent orchestrator
                   conversation scenario wire json
            plainhttp -> http.admission http.response bridge world seat orchestrator conversation scenario wire json
            db -> db.engine db.file db.rows db.sql a2a.dial seat verdict agent conversation scenario json llm
                  runtime.settings
            db.file -> runtime.settings
            db.sql ->
            db.rows -> db.sql conversation json
            db.debug -> db.rows db.file conversation
            db.predecessor -> db.rows db.sql db.file conversation json runtime.settings
            db.engine -> db.predecessor db.debug db.rows db.sql db.file conversation runtime.settings
            runtime.launch -> json
            """;

    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        ARROWS.replaceAll("\n +", " ").lines().forEach(row -> {
            List<String> names = List.of(row.split(" (->)? ?", -1));
            arrows.put(
                    names.get(0),
                    names.stream().skip(1).filter(name -> !name.isEmpty()).collect(Collectors.toSet()));
        });
        return arrows;
    }

    private static final Set<String> ROWS = arrows().keySet();

    /** The row that draws a class's arrows: its package's own, or else that of the nearest package above. */
    private static String row(JavaClass type) {
        String name = type.getPackageName().substring(ROOT.length()).replaceFirst("^[.]", "");
        while (name.contains(".") && !ROWS.contains(name)) {
            name = name.substring(0, name.lastIndexOf('.'));
        }
        return name;
    }

    @Test
    void theDomainKnowsNothingButJavaAndOurJson() {
        classes()
                .that()
                .resideInAnyPackage(in("conversation", "scenario"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.annotation..",
                        ROOT + ".digest",
                        ROOT + ".scenario.regex",
                        ROOT + ".json",
                        ROOT + ".conversation",
                        ROOT + ".scenario"))
                .check(CLASSES);
    }

    @Test
    void theFoundationUsesNothingOfOurs() {
        noClasses()
                .that()
                .resideInAnyPackage(in(FOUNDATION))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "..").and(not(resideInAnyPackage(in(FOUNDATION)))))
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> arrowsPointDownwards() {
        return arrows().entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(arrow.getKey(), () -> {
                    DescribedPredicate<JavaClass> own =
                            describe(arrow.getKey(), type -> row(type).equals(arrow.getKey()));
                    String[] allowed = in(Stream.concat(arrow.getValue().stream(), Stream.of(FOUNDATION))
                            .toArray(String[]::new));
                    noClasses()
                            .that(own)
                            .should()
                            .dependOnClassesThat(resideInAnyPackage(ROOT + "..")
                                    .and(not(own))
                                    .and(not(resideInAnyPackage(allowed))))
                            .check(CLASSES);
                }));
    }

    @Test
    void everyPackageHasItsArrows() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());
        Set<String> drawn = arrows().keySet();

        assertThat(packages)
                .containsAll(drawn)
                .allMatch(name -> List.of(FOUNDATION).contains(name)
                        || DOMAIN.contains(name)
                        || drawn.stream().anyMatch(layer -> (name + ".").startsWith(layer + ".")));
    }

    @Test
    void theRootIsTheCompositionAndTheCommands() {
        List<String> others = CLASSES.stream()
                .filter(type -> type.getPackageName().equals(ROOT) && type.isTopLevelClass())
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.endsWith("Command") && !COMPOSITION.contains(name))
                .toList();
        assertThat(others).isEmpty();
    }

    /** A verdict is computed from a log alone, so that it can be computed again anywhere. */
    @Test
    void verdictsAreComputedWithoutInputOutputClockAndThreads() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".verdict")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.net.http..",
                                "java.util.concurrent..",
                                "org.slf4j..",
                                ROOT + ".orchestrator..",
                                ROOT + ".runtime.lifecycle..")
                        .or(assignableTo(java.time.Clock.class))
                        .or(assignableTo(me.fhir.chitchat.conversation.ConversationStore.class))
                        .or(assignableTo(me.fhir.chitchat.scenario.ScenarioStore.class)))
                .check(CLASSES);
    }

    @Test
    void onlyTheStoresKnowSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".db..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.jdbi..", "org.sqlite..", "liquibase..")
                .check(CLASSES);
    }

    @Test
    void noClassImportsTheCompositionRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLASSES);
    }

    @Test
    void onlyOneClassKnowsTheInsidesOfJettysWebSocket() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".websocket.JettyCore")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty.websocket.core..", "org.eclipse.jetty.websocket.common..")
                .check(CLASSES);
    }

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?(" + Pattern.quote(ROOT) + "[a-z0-9.]*)\\.[A-Z]");

    /** The class files do not show an import that only documentation needs; readers follow it all the same. */
    @Test
    void packagesOfImportsHaveNoCycles() throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                String own = PACKAGE.matcher(source)
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow();
                Set<String> used = imports.computeIfAbsent(own, unused -> new TreeSet<>());
                IMPORT.matcher(source).results().map(found -> found.group(1)).forEach(used::add);
                used.remove(own);
            }
        }
        assertThat(imports).hasSizeGreaterThan(40);
        // What uses nothing that is left is in no cycle.
        boolean removed = true;
        while (removed) {
            removed = imports.values().removeIf(used -> Collections.disjoint(used, imports.keySet()));
        }
        assertThat(imports).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> filesOfAPackageHaveNoCycles() {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertThat(FileCycles.of(CLASSES, name)).isEmpty()));
    }

    /** More parameters are a concept that has no name yet. */
    private static final int MAX_PARAMETERS = 6;

    @Test
    void constructorsTakeFewParameters() {
        List<String> tooMany = CLASSES.stream()
                .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> written(constructor) > MAX_PARAMETERS)
                .map(JavaConstructor::getFullName)
                .toList();
        assertThat(tooMany).isEmpty();
    }

    /**
     * How many parameters stand in the source: the compiler adds a constant's name and number, or the outer instance.
     */
    private static int written(JavaConstructor constructor) {
        JavaClass type = constructor.getOwner();
        int added = type.isEnum() ? 2 : type.isInnerClass() ? 1 : 0;
        return constructor.getRawParameterTypes().size() - added;
    }

    @Test
    void everySimpleNameHasOneMeaning() {
        Map<String, List<String>> bySimpleName = CLASSES.stream()
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        bySimpleName.values().removeIf(types -> types.size() == 1);
        assertThat(bySimpleName).isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** Whoever lists the top-level packages reads them in one order. */
    @Test
    void topLevelPackagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void mavenRunsEveryTest() {
        methods()
                .that()
                .areMetaAnnotatedWith(Testable.class)
                .and()
                .areDeclaredInClassesThat()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .beDeclaredInClassesThat()
                .haveNameMatching(".+(Test|IT)(\\$.+)?")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages(ROOT));
    }
}
