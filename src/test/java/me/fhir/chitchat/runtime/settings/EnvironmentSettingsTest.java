package me.fhir.chitchat.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSettingsTest {
    private final ObjectMapper mapper = new ObjectMapper();

    private JsonNode applied(String json, Map<String, String> environment) throws Exception {
        ObjectNode configuration = (ObjectNode) mapper.readTree(json);
        EnvironmentSettings.apply(configuration, environment);
        return configuration;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~",
                "0123",
                "ab #cd",
                "a: b",
                "'quoted'",
                "\"quoted\"",
                "{\"a\":{\"b\":[1]}}",
                "${PATH}",
                "null",
                "true",
                " spaces ",
                "- x",
                "!tag",
                "%",
                "é\uD83D\uDE00"
            })
    void valuesArriveUnchanged(String value) throws Exception {
        JsonNode configuration = applied("{\"publishedEditToken\":\"old\"}", Map.of("PUBLISHED_EDIT_TOKEN", value));
        assertThat(configuration.get("publishedEditToken").isTextual()).isTrue();
        assertThat(configuration.get("publishedEditToken").textValue()).isEqualTo(value);
    }

    @Test
    void anEmptyVariableCountsAsUnset() throws Exception {
        assertThat(applied("{\"publishedEditToken\":\"old\"}", Map.of("PUBLISHED_EDIT_TOKEN", ""))
                        .get("publishedEditToken")
                        .textValue())
                .isEqualTo("old");
    }

    @Test
    void portsGoIntoTheConnectorsThatAreThere() throws Exception {
        JsonNode configuration = applied(
                "{\"server\":{\"applicationConnectors\":[{\"type\":\"http\",\"port\":3000}]}}",
                Map.of("PORT", "0", "ADMIN_PORT", "4001"));
        assertThat(configuration.at("/server/applicationConnectors/0/port").intValue())
                .isZero();
        assertThat(configuration.at("/server/applicationConnectors/0/type").textValue())
                .isEqualTo("http");
        assertThat(configuration.at("/server/adminConnectors/0/port").intValue())
                .isEqualTo(4001);
    }

    @Test
    void theLogFormatBecomesTheLayoutOfTheAppenderThatIsThere() throws Exception {
        JsonNode appender = applied(
                        "{\"logging\":{\"appenders\":[{\"type\":\"console\"}]}}", Map.of("LOG_FORMAT", "json"))
                .at("/logging/appenders/0");
        assertThat(appender.at("/layout/type").textValue()).isEqualTo("json");
        assertThat(appender.at("/type").textValue()).isEqualTo("console");
    }

    @ParameterizedTest
    @CsvSource({
        "LOG_FORMAT, xml",
        "PORT, abc",
        "PORT, 70000",
        "PORT, -1",
        "MAX_TURNS_DEFAULT, 0",
        "WATCHDOG_ENABLED, maybe",
        "WATCHDOG_INTERVAL_MS, 1.5",
        "DEBUG_API_ENABLED, 2",
        "PUBLIC_API_BASE_URL, nonsense",
        "OPENAI_BASE_URL, ftp://x",
        "GEMINI_BASE_URL, http://h/?key=1"
    })
    void aWrongValueIsReportedInOneSentence(String variable, String value) {
        assertThatThrownBy(() -> applied("{}", Map.of(variable, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(variable + " must be ")
                .hasMessageContaining(value)
                .hasMessageEndingWith(".");
    }

    /** Under the locale C the JVM decodes each byte beyond ASCII as U+FFFD, and any other such token would be the same. */
    @Test
    void aVariableThatTheEnvironmentCannotDecodeIsRefused() {
        assertThatThrownBy(() -> applied("{}", Map.of("PUBLISHED_EDIT_TOKEN", "schl\uFFFD\uFFFDssel")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("PUBLISHED_EDIT_TOKEN has characters beyond")
                .hasMessageContaining("LC_ALL=C.UTF-8")
                .message()
                .doesNotContain("ssel");
    }

    @Test
    void theLaterOfTwoNamesForOneFieldCounts() throws Exception {
        assertThat(applied("{}", Map.of("GOOGLE_API_KEY", "old", "GEMINI_API_KEY", "new"))
                        .at("/llm/google/apiKey")
                        .textValue())
                .isEqualTo("new");
    }

    @Test
    void thePackagedConfigurationIsNamedWhereNoneIs() {
        assertThat(PackagedConfiguration.named("server")).containsExactly("server", PackagedConfiguration.NAME);
        assertThat(PackagedConfiguration.named("server", "my.yml")).containsExactly("server", "my.yml");
        assertThat(PackagedConfiguration.named("db", "migrate"))
                .containsExactly("db", "migrate", PackagedConfiguration.NAME);
        assertThat(PackagedConfiguration.named("server", "--help")).containsExactly("server", "--help");
        assertThat(PackagedConfiguration.named()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup",
                "backup --keep 7",
                "restore",
                "import-evidence --server http://localhost:3000",
                "migrate-data",
                "db",
                "scenarios export"
            })
    void theConfigurationTakesThePlaceOfNoArgumentThatIsMissing(String line) {
        String[] arguments = line.split(" ");
        assertThat(PackagedConfiguration.named(arguments)).isEqualTo(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup --keep 7 file.db",
                "import-evidence file.zip --server http://localhost:3000",
                "migrate-data to-sqlite",
                "rehearse --scenario scen_knee_mri_01",
                "scenarios import file.json --conflicts keep"
            })
    void theConfigurationIsNamedBehindWhatACommandWants(String line) {
        assertThat(PackagedConfiguration.named(line.split(" "))).endsWith(PackagedConfiguration.NAME);
    }
}
