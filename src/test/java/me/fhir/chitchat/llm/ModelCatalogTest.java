package me.fhir.chitchat.llm;

import static me.fhir.chitchat.llm.LlmConfigurationTest.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogTest {
    private static final String ALL =
            "openrouter: {apiKey: k1}, google: {apiKey: k2}, openai: {baseUrl: 'http://localhost:1/v1'}";
    private static final ModelList LLAMAS = () -> List.of("llama3", "acme/tiny");
    private static final ModelList DEAD = () -> {
        throw new ModelException(new ModelException.FailureDetails("openai", null, null, true), "away");
    };

    private static ModelCatalog catalog(String yaml) {
        return new ModelCatalog(parse("{" + yaml + "}"), LLAMAS);
    }

    private static ModelRoute route(ModelCatalog catalog, @Nullable String provider, @Nullable String model)
            throws ModelException, InterruptedException {
        return catalog.route(new ModelChoice(provider, model));
    }

    @Test
    void listsProvidersInOrderWithTheirModelsAndWhetherTheyCanBeUsed() throws Exception {
        var listings = catalog("").listings();

        assertThat(listings)
                .extracting(ProviderListing::name)
                .containsExactly("openrouter", "google", "openai", "mock", "browserside");
        assertThat(listings).extracting(ProviderListing::available).containsExactly(false, false, false, true, false);
        assertThat(listings)
                .extracting(ProviderListing::defaultModel)
                .containsExactly("openai/gpt-oss-120b:nitro", "gemini-2.5-flash-lite", null, "mock-model", null);
        assertThat(listings.get(0).models())
                .containsExactly("openai/gpt-oss-120b:nitro", "qwen/qwen3-235b-a22b-2507:nitro", "openai/gpt-5");
        assertThat(listings.get(2).models()).isEmpty();
        assertThat(catalog(ALL).listings())
                .extracting(ProviderListing::available)
                .containsExactly(true, true, true, true, false);
    }

    @Test
    void includeListReplacesTheModelsAndItsFirstIsTheDefault() throws Exception {
        ModelCatalog catalog = catalog("google: {apiKey: k, models: 'gemini-x,gemini-2.5-pro'}");

        var google = catalog.listings().get(1);
        assertThat(google.models()).containsExactly("gemini-x", "gemini-2.5-pro");
        assertThat(google.defaultModel()).isEqualTo("gemini-x");
        assertThat(route(catalog, "google", null).model()).isEqualTo("gemini-x");
        assertThatThrownBy(() -> route(catalog, null, "gemini-2.5-flash")).isInstanceOf(UnusableRequestException.class);
        assertThatThrownBy(() -> route(catalog, "google", "gemini-2.5-flash"))
                .isInstanceOf(UnusableRequestException.class)
                .hasMessage("Provider google has no model \"gemini-2.5-flash\"; it has gemini-x, gemini-2.5-pro.");
    }

    @Test
    void prefersTheFirstAvailableProviderByDefault() throws Exception {
        assertThat(route(catalog(""), null, null)).isEqualTo(new ModelRoute(Provider.MOCK, "mock-model"));
        assertThat(route(catalog("google: {apiKey: k}"), null, null).provider()).isEqualTo(Provider.GOOGLE);
        assertThat(route(catalog("openai: {baseUrl: 'http://x'}"), null, null))
                .isEqualTo(new ModelRoute(Provider.OPENAI, "llama3"));
        assertThat(route(catalog(ALL), null, null).provider()).isEqualTo(Provider.OPENROUTER);
    }

    @Test
    void configuredDefaultsBeatThat() throws Exception {
        assertThat(route(catalog(ALL + ", defaultProvider: mock"), null, null).provider())
                .isEqualTo(Provider.MOCK);
        assertThat(route(catalog(ALL + ", defaultProvider: google, defaultModel: gemini-2.5-pro"), null, null))
                .isEqualTo(new ModelRoute(Provider.GOOGLE, "gemini-2.5-pro"));
        assertThat(route(catalog(ALL + ", defaultModel: gemini-2.5-pro"), null, null))
                .isEqualTo(new ModelRoute(Provider.GOOGLE, "gemini-2.5-pro"));
        assertThat(route(catalog(ALL + ", defaultModel: mistral"), null, null))
                .isEqualTo(new ModelRoute(Provider.OPENAI, "mistral"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaultProvider: azure",
                "defaultProvider: browserside",
                "defaultProvider: google, defaultModel: gpt-5",
                "defaultModel: gpt-9"
            })
    void refusesToStartWithDefaultsThatNoProviderServes(String yaml) {
        assertThatThrownBy(() -> catalog(yaml))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("DEFAULT_LLM_");
    }

    @Test
    void findsTheProviderByFullAndByBareName() throws Exception {
        ModelCatalog catalog = catalog(ALL);

        assertThat(route(catalog, null, "gemini-2.5-flash").provider()).isEqualTo(Provider.GOOGLE);
        assertThat(route(catalog, null, "gpt-5")).isEqualTo(new ModelRoute(Provider.OPENROUTER, "openai/gpt-5"));
        assertThat(route(catalog, "openrouter", "gpt-5").model()).isEqualTo("openai/gpt-5");
        assertThat(route(catalog, null, "tiny")).isEqualTo(new ModelRoute(Provider.OPENAI, "acme/tiny"));
        assertThat(route(catalog, null, "mock-model").provider()).isEqualTo(Provider.MOCK);
        assertThatThrownBy(() -> route(catalog, null, "5")).isInstanceOf(UnusableRequestException.class);
        assertThatThrownBy(() -> route(catalog, null, "")).isInstanceOf(UnusableRequestException.class);
    }

    @Test
    void fullNameBeatsABareOneAndAUsableProviderOneWithoutKey() throws Exception {
        String both = "openrouter: {apiKey: k, models: google/gemini-2.5-pro}, google: ";

        assertThat(route(catalog(both + "{apiKey: k}"), null, "gemini-2.5-pro").provider())
                .isEqualTo(Provider.GOOGLE);
        assertThat(route(catalog(both + "{}"), null, "gemini-2.5-pro"))
                .isEqualTo(new ModelRoute(Provider.OPENROUTER, "google/gemini-2.5-pro"));
    }

    @Test
    void unknownModelNamesTheKnownOnes() {
        assertThatThrownBy(() -> route(catalog(""), null, "no-such-model"))
                .isInstanceOf(UnusableRequestException.class)
                .hasMessageContaining("\"no-such-model\"")
                .hasMessageContaining("mock: mock-model")
                .hasMessageContaining("google: gemini-2.5-flash-lite, gemini-2.5-flash, gemini-2.5-pro");
        assertThatThrownBy(() -> route(catalog(ALL), null, "no-such-model"))
                .hasMessageContaining("openai: llama3, acme/tiny; mock");
    }

    @Test
    void unknownProviderNamesTheKnownOnesAndShortensHostileNames() {
        assertThatThrownBy(() -> route(catalog(""), "az\nure" + "x".repeat(500), null))
                .isInstanceOf(UnusableRequestException.class)
                .hasMessageStartingWith("There is no provider \"az?urexxx")
                .hasMessageEndingWith("; there are openrouter, google, openai, mock, browserside.")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(220));
    }

    @Test
    void providerWithoutKeyIsUnusableAndSaysWhatItNeeds() {
        assertThatThrownBy(() -> route(catalog(""), "openrouter", null))
                .isInstanceOf(UnusableRequestException.class)
                .hasMessage("Provider openrouter cannot be used: this server has no OPENROUTER_API_KEY.");
        assertThatThrownBy(() -> route(catalog(""), null, "gemini-2.5-pro"))
                .isInstanceOf(UnusableRequestException.class)
                .hasMessageContaining("GEMINI_API_KEY");
        assertThatThrownBy(() -> route(catalog(""), "openai", "llama3"))
                .isInstanceOf(UnusableRequestException.class)
                .hasMessageContaining("OPENAI_BASE_URL");
        assertThatThrownBy(() -> route(catalog("browserside: {models: m}"), "browserside", "m"))
                .isInstanceOf(UnusableRequestException.class);
    }

    @Test
    void compatibleServerTakesModelsOutsideItsList() throws Exception {
        ModelCatalog limited = catalog("openai: {baseUrl: 'http://x', models: [a, b]}");

        assertThat(limited.listings().get(2).models()).containsExactly("a", "b");
        assertThat(route(limited, "openai", "brand-new").model()).isEqualTo("brand-new");
        assertThatThrownBy(() -> route(limited, null, "brand-new")).isInstanceOf(UnusableRequestException.class);
        assertThatThrownBy(() -> route(limited, "openai", "a\nb")).isInstanceOf(UnusableRequestException.class);
    }

    @Test
    void compatibleServerThatIsAwayIsAProvidersFailureOnlyWhenItsListIsNeeded() throws Exception {
        ModelCatalog catalog = new ModelCatalog(parse("{openai: {baseUrl: 'http://x'}}"), DEAD);

        assertThat(catalog.listings().get(2).models()).isEmpty();
        assertThat(catalog.listings().get(2).available()).isTrue();
        assertThat(route(catalog, "openai", "llama3").model()).isEqualTo("llama3");
        assertThat(route(catalog, null, "mock-model").provider()).isEqualTo(Provider.MOCK);
        assertThatThrownBy(() -> route(catalog, "openai", null)).isInstanceOf(ModelException.class);
        ModelCatalog silent = new ModelCatalog(parse("{openai: {baseUrl: 'http://x'}}"), ModelList.NONE);
        assertThatThrownBy(() -> route(silent, "openai", null))
                .isInstanceOf(UnusableRequestException.class)
                .hasMessageContaining("lists no model");
    }
}
