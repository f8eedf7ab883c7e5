package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import me.fhir.chitchat.runtime.settings.EnvironmentConfigurationFactory;
import me.fhir.chitchat.runtime.settings.StartSentence;
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
                "agents: {oracle: {maxLogCharacters: 10}}",
                "modelBudget: {complete: sometimes}",
                "modelBudget: {callsPerDay: -1}",
                "modelBudget: {promptCharacters: 0}",
                "ceilings: {maxTurns: 0}",
                "ceilings: {serverAgents: -1}",
                "storage: {maxBytes: -1}",
                "agents: {turnTimeLimit: 0s}",
                "llm: {maxConcurrent: 0}",
                "llm: {deadline: 0s}",
                "publicApiBaseUrl: nonsense",
                "noSuchField: 1",
                "watchdog: {noSuchField: 1}"
            })
    void aWrongValueIsReportedInASentenceThatNamesTheField(String yaml) {
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
