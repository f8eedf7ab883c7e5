package me.fhir.chitchat.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlmConfigurationTest {
    private static final ObjectMapper YAML = Jackson.newObjectMapper(new YAMLFactory());

    static LlmConfiguration parse(String yaml) {
        try {
            return YAML.readValue(yaml, LlmConfiguration.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Test
    void needsNothing() {
        LlmConfiguration plain = parse("{}");

        assertThat(plain.defaultChoice()).isEqualTo(ModelChoice.DEFAULT);
        assertThat(plain.maxConcurrent()).isEqualTo(8);
        assertThat(plain.deadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plain.debugLog().enabled()).isFalse();
        for (Provider provider : Provider.values()) {
            assertThat(plain.settings(provider)).isEqualTo(ProviderSettings.NONE);
        }
        assertThat(plain.settings(Provider.OPENROUTER).base(Provider.OPENROUTER))
                .contains("https://openrouter.ai/api/v1");
        assertThat(plain.settings(Provider.OPENAI).base(Provider.OPENAI)).isEmpty();
        assertThat(Validators.newValidator().validate(plain)).isEmpty();
    }

    @Test
    void keepsTheClientsOwnDefaultsWhenOneOfThemIsSet() {
        var http = parse("{http: {timeout: 60s}}").http();

        assertThat(http.getTimeout().toSeconds()).isEqualTo(60);
        assertThat(http.getConnectionTimeout().toSeconds()).isEqualTo(5);
        assertThat(http.getRetries()).isZero();
        assertThat(http.isGzipEnabled()).isFalse();
        assertThat(http.isGzipEnabledForRequests()).isFalse();
        assertThat(http.isChunkedEncodingEnabled()).isFalse();
    }

    @Test
    void emptySectionsAndBlankTextsCountAsLeftOut() {
        LlmConfiguration blank = parse("""
                defaultProvider: ''
                defaultModel: ' '
                openrouter:
                google: {apiKey: ' ', baseUrl: '', models: ' , ', routing: ''}
                debugLog:
                http:
                deadline:
                """);

        assertThat(blank.defaultChoice()).isEqualTo(ModelChoice.DEFAULT);
        assertThat(blank.settings(Provider.OPENROUTER)).isEqualTo(ProviderSettings.NONE);
        assertThat(blank.settings(Provider.GOOGLE)).isEqualTo(ProviderSettings.NONE);
        assertThat(blank.debugLog()).isEqualTo(DebugLogSettings.OFF);
        assertThat(blank.deadline()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void takesModelsAsListOrAsTextWithCommas() {
        assertThat(parse("{google: {models: [a, b]}}")
                        .settings(Provider.GOOGLE)
                        .models()
                        .names())
                .containsExactly("a", "b");
        assertThat(parse("{google: {models: ' b, a ,,b'}}")
                        .settings(Provider.GOOGLE)
                        .models()
                        .names())
                .containsExactly("b", "a");
    }

    @Test
    void takesNumbersAndSwitchesAsTextAsEnvironmentVariablesAre() {
        LlmConfiguration parsed = parse("{maxConcurrent: '3', mock: {delay: 250ms}, debugLog: {requests: 'yes'}}");

        assertThat(parsed.maxConcurrent()).isEqualTo(3);
        assertThat(parsed.settings(Provider.MOCK).delay().toMilliseconds()).isEqualTo(250);
        assertThat(parsed.debugLog().enabled()).isTrue();
    }

    @Test
    void refusesRoutingThatIsNoJsonObjectWithAClearSentence() {
        assertThatThrownBy(() -> parse("{openrouter: {routing: '{\"sort\":'}}"))
                .hasMessageContaining("OPENROUTER_PROVIDER_CONFIG (llm.openrouter.routing) is not a JSON object");
        assertThatThrownBy(() -> parse("{openrouter: {routing: '[]'}}"))
                .hasMessageContaining("OPENROUTER_PROVIDER_CONFIG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:11434", "ftp://x/v1", "http://u:p@x/v1", "http://x/v1?key=1", "http:///v1", "ht tp"})
    void refusesABaseUrlThatIsNone(String url) {
        assertThatThrownBy(() -> parse("{openai: {baseUrl: '" + url + "'}}")).hasMessageContaining("base URL");
    }

    @Test
    void refusesAKeyWithALineBreakInsideWithoutQuotingIt() {
        assertThatThrownBy(() -> new ApiKey("abc\ndef"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("abc");
    }

    @ParameterizedTest
    @CsvSource({
        "1,true",
        "true,true",
        "on,true",
        "x,true",
        "0,false",
        "false,false",
        "FALSE,false",
        "off,false",
        "'',false",
        "' ',false"
    })
    void switchesAreOnWithAnythingButNo(String text, boolean on) {
        assertThat(new DebugLogSettings(text, null, null, null, null).enabled()).isEqualTo(on);
        assertThat(new DebugLogSettings("1", null, text, null, null).published())
                .isEqualTo(on);
        assertThat(new DebugLogSettings(null, null, text, null, null).published())
                .isFalse();
    }
}
