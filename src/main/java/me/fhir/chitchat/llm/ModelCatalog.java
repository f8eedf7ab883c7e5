package me.fhir.chitchat.llm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which providers and models there are here, and which of them a request means. May be used from any thread. */
public final class ModelCatalog {
    private static final int LONGEST_NAME = 200;

    private final LlmConfiguration configuration;
    private final ModelList openAiModels;
    private final Provider defaultProvider;

    /**
     * Reads the catalogue out of the configuration.
     *
     * @param openAiModels what the OpenAI-compatible server offers; asked only when no list is configured
     * @throws IllegalArgumentException when the configured defaults cannot be served
     */
    public ModelCatalog(LlmConfiguration configuration, ModelList openAiModels) {
        this.configuration = configuration;
        this.openAiModels = openAiModels;
        this.defaultProvider = defaultProvider(configuration.defaultChoice());
    }

    /** All providers in their order; a server that does not tell its models shows none. */
    public List<ProviderListing> listings() throws InterruptedException {
        List<ProviderListing> listings = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            List<String> models = modelsOrNone(provider);
            String first = models.isEmpty() ? null : models.get(0);
            listings.add(
                    new ProviderListing(provider.wire(), provider.description(), models, first, isAvailable(provider)));
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
            return at(defaultProvider, configuration.defaultChoice().model());
        }
        if (choice.provider() != null) {
            return at(providerNamed(choice.provider()), choice.model());
        }
        String model = String.valueOf(choice.model());
        Provider provider = providerOf(model).orElseThrow(() -> unknown(model));
        return at(provider, model);
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
        return listed(models, model)
                .map(full -> new ModelRoute(provider, full))
                .orElseThrow(() -> new UnusableRequestException("Provider " + provider.wire() + " has no model "
                        + shown(model) + "; it has " + String.join(", ", models) + "."));
    }

    /** A name that goes to a server which alone knows its models. */
    private String named(String model) throws InterruptedException {
        if (model.isBlank() || model.length() > LONGEST_NAME || model.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableRequestException(shown(model) + " cannot be the name of a model.");
        }
        return listed(modelsOrNone(Provider.OPENAI), model).orElse(model);
    }

    private void requireAvailable(Provider provider) {
        if (provider == Provider.BROWSERSIDE) {
            throw new UnusableRequestException(
                    "Provider browserside runs in the caller's page; this server cannot call it.");
        }
        if (!isAvailable(provider)) {
            throw new UnusableRequestException(
                    "Provider " + provider.wire() + " cannot be used: this server has no " + provider.needs() + ".");
        }
    }

    private boolean isAvailable(Provider provider) {
        ProviderSettings settings = configuration.settings(provider);
        return switch (provider) {
            case OPENROUTER, GOOGLE -> settings.apiKey() != null;
            case OPENAI -> settings.base(provider).isPresent();
            case MOCK -> true;
            case BROWSERSIDE -> false;
        };
    }

    private List<String> models(Provider provider) throws ModelException, InterruptedException {
        List<String> known = knownModels(provider);
        boolean asks = provider == Provider.OPENAI && known.isEmpty() && isAvailable(provider);
        return asks ? openAiModels.models() : known;
    }

    private List<String> modelsOrNone(Provider provider) throws InterruptedException {
        try {
            return models(provider);
        } catch (ModelException e) {
            return List.of();
        }
    }

    private List<String> knownModels(Provider provider) {
        ModelNames limited = configuration.settings(provider).models();
        return limited.isUnset() ? provider.builtIn() : limited.names();
    }

    /** The provider whose list has the model: one that can be used before others, a full name before a bare one. */
    private Optional<Provider> providerOf(String model) throws InterruptedException {
        Provider spare = null;
        for (BiPredicate<String, String> match :
                List.<BiPredicate<String, String>>of(String::equals, ModelCatalog::isBareNameOf)) {
            for (Provider provider : Provider.values()) {
                if (modelsOrNone(provider).stream().noneMatch(name -> match.test(model, name))) {
                    continue;
                }
                if (isAvailable(provider)) {
                    return Optional.of(provider);
                }
                spare = spare == null ? provider : spare;
            }
        }
        return Optional.ofNullable(spare);
    }

    private static Optional<String> listed(List<String> models, String model) {
        return models.contains(model)
                ? Optional.of(model)
                : models.stream().filter(name -> isBareNameOf(model, name)).findFirst();
    }

    private static boolean isBareNameOf(String model, String fullName) {
        return !model.isEmpty() && fullName.endsWith("/" + model);
    }

    private Provider defaultProvider(ModelChoice wanted) {
        if (wanted.provider() != null) {
            Provider provider = Provider.named(wanted.provider())
                    .filter(named -> named != Provider.BROWSERSIDE)
                    .orElseThrow(() -> new IllegalArgumentException("DEFAULT_LLM_PROVIDER (llm.defaultProvider) is "
                            + shown(String.valueOf(wanted.provider())) + ", which cannot answer requests"));
            if (wanted.model() != null
                    && provider != Provider.OPENAI
                    && listed(knownModels(provider), wanted.model()).isEmpty()) {
                throw new IllegalArgumentException("DEFAULT_LLM_MODEL (llm.defaultModel) is " + shown(wanted.model())
                        + ", which provider " + provider.wire() + " does not have");
            }
            return provider;
        }
        return wanted.model() == null ? firstAvailable() : holder(wanted.model());
    }

    private Provider firstAvailable() {
        return Arrays.stream(Provider.values())
                .filter(this::isAvailable)
                .findFirst()
                .orElse(Provider.MOCK);
    }

    private Provider holder(String model) {
        List<Provider> holders = Arrays.stream(Provider.values())
                .filter(provider -> listed(knownModels(provider), model).isPresent())
                .toList();
        return holders.stream()
                .filter(this::isAvailable)
                .findFirst()
                .or(() -> Optional.of(Provider.OPENAI).filter(this::isAvailable))
                .or(() -> holders.stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException(
                        "DEFAULT_LLM_MODEL (llm.defaultModel) is " + shown(model) + ", which no provider has"));
    }

    private static Provider providerNamed(String name) {
        return Provider.named(name)
                .orElseThrow(() -> new UnusableRequestException("There is no provider " + shown(name) + "; there are "
                        + Arrays.stream(Provider.values()).map(Provider::wire).collect(Collectors.joining(", "))
                        + "."));
    }

    private UnusableRequestException unknown(String model) {
        String known = Arrays.stream(Provider.values())
                .filter(provider -> !knownModels(provider).isEmpty())
                .map(provider -> provider.wire() + ": " + String.join(", ", knownModels(provider)))
                .collect(Collectors.joining("; "));
        return new UnusableRequestException(
                "No provider here has a model " + shown(model) + "; known are " + known + ".");
    }

    /** A stranger's text as a sentence may show it. */
    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (printable.length() <= 100 ? printable : printable.substring(0, 100) + "…") + "\"";
    }
}
