package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.settings.EnvironmentConfigurationFactory;
import me.fhir.chitchat.settings.PackagedConfiguration;
import me.fhir.chitchat.settings.StartSentence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented configuration and what it takes. */
class ConfigurationTest {
    private static ChitchatConfiguration load(ConfigurationSourceProvider source, String name) throws Exception {
        return new EnvironmentConfigurationFactory<>(
                        ChitchatConfiguration.class,
                        Validators.newValidator(),
                        Jackson.newObjectMapper(),
                        "dw",
                        Map.of())
                .build(source, name);
    }

    private static ChitchatConfiguration parse(String yaml) throws Exception {
        return load(path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test.yml");
    }

    @Test
    void everyValueInTheDocumentedFileIsTheDefault() throws Exception {
        ChitchatConfiguration documented = load(new PackagedConfiguration(), PackagedConfiguration.NAME);
        ChitchatConfiguration defaults = parse("{}");
        assertThat(values(documented)).isEqualTo(values(defaults));
    }

    /** What the code reads: of a section the methods that apply its defaults. */
    private static Map<String, Object> values(ChitchatConfiguration configuration) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        Object[] sections = {
            configuration.storage,
            configuration.conversations,
            configuration.watchdog,
            configuration.webSocket,
            configuration.bridge,
            configuration.agents
        };
        for (Object section : sections) {
            Set<String> raw = section.equals(configuration.agents)
                    ? Set.of()
                    : Arrays.stream(section.getClass().getRecordComponents())
                            .map(java.lang.reflect.RecordComponent::getName)
                            .collect(Collectors.toSet());
            for (Method method : section.getClass().getDeclaredMethods()) {
                boolean reads = method.getParameterCount() == 0
                        && !Modifier.isStatic(method.getModifiers())
                        && Stream.of("toString", "hashCode").noneMatch(method.getName()::equals);
                if (reads && !raw.contains(method.getName())) {
                    method.setAccessible(true);
                    values.put(section.getClass().getSimpleName() + "." + method.getName(), method.invoke(section));
                }
            }
        }
        values.put("llm.maxConcurrent", configuration.llm.maxConcurrent());
        values.put("llm.deadline", configuration.llm.deadline());
        values.put("llm.debugLog", configuration.llm.debugLog());
        values.put("llm.defaultChoice", configuration.llm.defaultChoice());
        values.put("corsAllowedOrigins", configuration.corsAllowedOrigins);
        values.put("publicApiBaseUrl", String.valueOf(configuration.publicApiBaseUrl));
        values.put("allowedHosts", String.valueOf(configuration.allowedHosts));
        values.put("publishedEditToken", String.valueOf(configuration.publishedEditToken));
        values.put("debugApiEnabled", configuration.debugApiEnabled);
        assertThat(values).hasSizeGreaterThan(18);
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage: {readers: 0}",
                "storage: {readers: many}",
                "conversations: {maxTurnsDefault: 0}",
                "conversations: {guidanceDeadlineMs: -1}",
                "watchdog: {intervalMs: 0}",
                "watchdog: {minAgeMs: -1}",
                "watchdog: {stalledThresholdMs: 0}",
                "webSocket: {maxFrameBytes: 0}",
                "webSocket: {pingIntervalMs: -1}",
                "webSocket: {maxWaitingBytes: 0}",
                "webSocket: {maxWaitingFrames: -1}",
                "bridge: {keepAliveMs: -1}",
                "agents: {maxStepsPerTurn: 0}",
                "agents: {turnTimeLimit: 0s}",
                "llm: {maxConcurrent: 0}",
                "llm: {deadline: 0s}",
                "publicApiBaseUrl: nonsense",
                "noSuchField: 1",
                "watchdog: {noSuchField: 1}"
            })
    void aWrongValueIsToldInASentenceThatNamesTheField(String yaml) {
        String field = yaml.replaceFirst(".*\\{", "").replaceFirst(":.*", "");
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(StartSentence.of(e))
                        .hasValueSatisfying(sentence -> assertThat(sentence)
                                .contains("test.yml", field)
                                .doesNotContain("\n")
                                .endsWith(".")));
    }

    @Test
    void zeroIsTakenWhereItHasAMeaning() throws Exception {
        ChitchatConfiguration configuration = parse("{conversations: {guidanceDeadlineMs: 0}, watchdog: {minAgeMs: 0},"
                + " webSocket: {pingIntervalMs: 0}, bridge: {keepAliveMs: 0}}");
        assertThat(configuration.bridge.keepAlive()).isZero();
    }
}
