package me.fhir.chitchat.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallFootprintTest {
    private static final String DIAGNOSTIC = "-XX:+UnlockDiagnosticVMOptions";
    private static final String IN_PLACE = "-XX:ArchiveRelocationMode=0";

    private static Runtime.Version version(String text) {
        return Runtime.Version.parse(text);
    }

    private static List<String> options(String... given) {
        return SmallFootprint.options(List.of(given), Map.of(), 2, version("17.0.8"));
    }

    @Test
    void aSmallMachineGetsTheCollectorWithOneThreadAndASmallFirstHeap() {
        assertThat(options()).containsExactly("-XX:+UseSerialGC", "-Xms24m", DIAGNOSTIC, IN_PLACE);
    }

    @Test
    void theArchiveIsMappedWhereItNeedsNoChangeUnlessOtherwiseChosen() {
        assertThat(options("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=1"))
                .containsExactly("-XX:+UseSerialGC", "-Xms24m");
    }

    @Test
    void aMachineWithManyProcessorsKeepsItsCollector() {
        assertThat(SmallFootprint.options(List.of(), Map.of(), 8, version("17.0.8")))
                .containsExactly("-Xms24m", DIAGNOSTIC, IN_PLACE);
    }

    @Test
    void objectHeadersAreCompactWhereTheJvmHasThem() {
        assertThat(SmallFootprint.options(List.of(), Map.of(), 2, version("25")))
                .contains("-XX:+UseCompactObjectHeaders");
        assertThat(SmallFootprint.options(List.of("-XX:-UseCompactObjectHeaders"), Map.of(), 2, version("25")))
                .doesNotContain("-XX:+UseCompactObjectHeaders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.9", "17.0.15+6", "21.0.1", "22", "25.0.1", "26-ea"})
    void theNativeHeapIsTrimmedWhereTheJvmCan(String jvm) {
        assertThat(SmallFootprint.options(List.of(), Map.of(), 2, version(jvm)))
                .contains("-XX:TrimNativeHeapInterval=2000");
        assertThat(SmallFootprint.options(List.of("-XX:TrimNativeHeapInterval=0"), Map.of(), 2, version(jvm)))
                .noneMatch(option -> option.contains("TrimNativeHeapInterval"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.8.1", "18.0.2", "20.0.2", "21"})
    void anOlderJvmIsNotGivenAnOptionThatItDoesNotKnow(String jvm) {
        assertThat(SmallFootprint.options(List.of(), Map.of(), 2, version(jvm)))
                .noneMatch(option -> option.contains("TrimNativeHeapInterval"));
    }

    @Test
    void aLargestHeapThatWasChosenSaysNothingOfTheFirst() {
        assertThat(options("-Xmx460m", "-XX:MaxRAMPercentage=60"))
                .containsExactly("-XX:+UseSerialGC", "-Xms24m", DIAGNOSTIC, IN_PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseZGC", "-XX:+UseParallelGC", "-XX:+UseSerialGC"})
    void aCollectorThatWasChosenIsKept(String collector) {
        assertThat(options(collector)).containsExactly("-Xms24m", DIAGNOSTIC, IN_PLACE);
        assertThat(SmallFootprint.options(
                        List.of(), Map.of("JDK_JAVA_OPTIONS", "-ea " + collector), 2, version("17.0.8")))
                .containsExactly("-Xms24m", DIAGNOSTIC, IN_PLACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-Xms1g", "-XX:InitialHeapSize=64m", "-XX:InitialRAMPercentage=10", "-XX:MinRAMPercentage=10"})
    void aFirstHeapThatWasChosenIsKept(String heap) {
        assertThat(options(heap)).containsExactly("-XX:+UseSerialGC", DIAGNOSTIC, IN_PLACE);
    }

    @Test
    void aTrainingGetsLittleHeapUnlessOneWasChosen() {
        assertThat(SmallFootprint.trainingOptions(List.of("-XX:MaxRAMPercentage=60"), Map.of()))
                .containsExactly("-Xmx128m");
        for (String chosen : List.of("-Xmx4g", "-Xms1g", "-XX:MaxHeapSize=1g", "-XX:InitialRAMPercentage=50")) {
            assertThat(SmallFootprint.trainingOptions(List.of(chosen), Map.of()))
                    .isEmpty();
            assertThat(SmallFootprint.trainingOptions(List.of(), Map.of("JDK_JAVA_OPTIONS", chosen)))
                    .isEmpty();
        }
    }
}
