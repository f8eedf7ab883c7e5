package me.fhir.chitchat.llm;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Which providers and models there are here, and which of them a request means. May be used from any thread. */
public final class ModelCatalog {
    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_SHOWN = 20;

    private final KnownModels known;
    private final @Nullable String defaultModel;
    private final ModelList openAiModels;
    private final Provider defaultProvider;

    /**
     * Reads the catalogue out of the configuration.
     *
     * @param openAiModels what the OpenAI-compatible server offers; asked only when no list is configured
     * @throws me.fhir.chitchat.runtime.settings.SettingException when the configured defaults cannot be served
     */
    public ModelCatalog(LlmConfiguration configuration, ModelList openAiModels) {
        this.known = new KnownModels(configuration);
        this.defaultModel = configuration.defaultChoice().model();
        this.openAiModels = openAiModels;
        this.defaultProvider = known.defaultProvider();
    }

    /**
     * Refuses defaults that cannot be served, before anything is started.
     *
     * @throws me.fhir.chitchat.runtime.settings.SettingException as the constructor
     */
    public static void requireUsableDefaults(LlmConfiguration configuration) {
        var unused = new KnownModels(configuration).defaultProvider();
    }

    /** How a model is to answer, with the configured token limit where the request sets none. */
    public Sampling sampling(Sampling asked) {
        return asked.maxTokens() == null
                ? new Sampling(asked.temperature(), known.configuration().maxTokens())
                : asked;
    }

    /** All providers in their order; a server that does not list its models shows none. */
    public List<ProviderListing> listings() throws InterruptedException {
        List<ProviderListing> listings = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            List<String> models = modelsOrNone(provider);
            String first = models.isEmpty() ? null : models.get(0);
            listings.add(new ProviderListing(
                    provider.wire(), provider.description(), models, first, known.isAvailable(provider)));
        }
        return listings;
    }

    /**
     * Finds what a request means.
     *
     * @throws UnusableRequestException when it means nothing that can be used here
     * @throws ModelException when the provider had to be asked for its models and did not answer
     */
    public ModelRoute route(ModelChoice choice) throws ModelException, InterruptedException {
        if (choice.provider() == null && choice.model() == null) {
            return at(defaultProvider, defaultModel);
        }
        if (choice.provider() != null) {
            return at(providerNamed(choice.provider()), choice.model());
        }
        String model = String.valueOf(choice.model());
        Optional<Provider> provider = providerOf(model);
        if (provider.isEmpty()) {
            provider = providerOf(KnownModels.resourceName(model));
        }
        if (provider.isEmpty()) {
            throw unknown(model);
        }
        return at(provider.get(), model);
    }

    private ModelRoute at(Provider provider, @Nullable String model) throws ModelException, InterruptedException {
        requireAvailable(provider);
        if (model == null) {
            List<String> models = models(provider);
            if (models.isEmpty()) {
                throw new UnusableRequestException("Provider " + provider.wire()
                        + " lists no model; name one in the request or in OPENAI_MODELS.");
            }
            return new ModelRoute(provider, models.get(0));
        }
        if (provider == Provider.OPENAI) {
            return new ModelRoute(provider, named(model));
        }
        List<String> models = models(provider);
        return KnownModels.find(models, KnownModels.resourceName(model))
                .map(full -> new ModelRoute(provider, full))
                .orElseThrow(() -> new UnusableRequestException("Provider " + provider.wire() + " has no model "
                        + shown(model) + "; it has " + String.join(", ", models) + "."));
    }

    /** A name that goes to a server which alone knows its models. */
    private String named(String model) throws InterruptedException {
        if (model.isBlank() || model.length() > MAX_NAME_LENGTH || model.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableRequestException(shown(model) + " cannot be the name of a model.");
        }
        return KnownModels.find(modelsOrNone(Provider.OPENAI), model).orElse(model);
    }

    private void requireAvailable(Provider provider) {
        if (provider == Provider.BROWSERSIDE) {
            throw new UnusableRequestException(
                    "Provider browserside runs in the caller's page; this server cannot call it.");
        }
        if (!known.isAvailable(provider)) {
            throw new UnusableRequestException(
                    "Provider " + provider.wire() + " cannot be used: this server has no " + provider.needs() + ".");
        }
    }

    private List<String> models(Provider provider) throws ModelException, InterruptedException {
        List<String> configured = known.of(provider);
        boolean asks = provider == Provider.OPENAI && configured.isEmpty() && known.isAvailable(provider);
        return asks ? openAiModels.models() : configured;
    }

    private List<String> modelsOrNone(Provider provider) throws InterruptedException {
        try {
            return models(provider);
        } catch (ModelException e) {
            return List.of();
        }
    }

    /** The provider whose list has the model: one that can be used before others, a full name before a bare one. */
    private Optional<Provider> providerOf(String model) throws InterruptedException {
        Provider spare = null;
        for (BiPredicate<String, String> match :
                List.<BiPredicate<String, String>>of(String::equals, KnownModels::isBareNameOf)) {
            for (Provider provider : Provider.values()) {
                if (modelsOrNone(provider).stream().noneMatch(name -> match.test(model, name))) {
                    continue;
                }
                if (known.isAvailable(provider)) {
                    return Optional.of(provider);
                }
                spare = spare == null ? provider : spare;
            }
        }
        return Optional.ofNullable(spare);
    }

    private static Provider providerNamed(String name) {
        return Provider.named(name)
                .orElseThrow(() -> new UnusableRequestException("There is no provider " + shown(name) + "; there are "
                        + Arrays.stream(Provider.values()).map(Provider::wire).collect(joining(", "))
                        + "."));
    }

    private UnusableRequestException unknown(String model) throws InterruptedException {
        List<String> lists = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            List<String> models = modelsOrNone(provider);
            if (!models.isEmpty()) {
                String more = models.size() > MAX_SHOWN ? ", …" : "";
                lists.add(models.stream().limit(MAX_SHOWN).collect(joining(", ", provider.wire() + ": ", more)));
            }
        }
        return new UnusableRequestException(
                "No provider here has a model " + shown(model) + "; known are " + String.join("; ", lists) + ".");
    }

    /** A client's text, shortened and quoted for an error sentence. */
    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (printable.length() <= 100 ? printable : printable.substring(0, 100) + "…") + "\"";
    }
}
