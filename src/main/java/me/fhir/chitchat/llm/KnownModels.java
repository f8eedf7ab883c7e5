package me.fhir.chitchat.llm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.runtime.settings.SettingException;

/** Providers and models as far as the configuration alone determines them, without asking any server. */
record KnownModels(LlmConfiguration configuration) {
    /** The models a provider is limited to, or has built in. */
    List<String> of(Provider provider) {
        ModelNames limited = configuration.settings(provider).models();
        if (limited.isUnset()) {
            return provider.builtIn();
        }
        return provider == Provider.GOOGLE
                ? limited.names().stream().map(KnownModels::resourceName).toList()
                : limited.names();
    }

    /** A model's name without the {@code models/} that Google's own lists put before it. */
    static String resourceName(String model) {
        return model.startsWith("models/") ? model.substring("models/".length()) : model;
    }

    boolean isAvailable(Provider provider) {
        ProviderSettings settings = configuration.settings(provider);
        return switch (provider) {
            case OPENROUTER, GOOGLE -> settings.apiKey() != null;
            case OPENAI -> settings.base(provider).isPresent();
            case MOCK -> true;
            case BROWSERSIDE -> false;
        };
    }

    /** The full name of a model that is given by it, or by its bare name. */
    static Optional<String> find(List<String> models, String name) {
        return models.contains(name)
                ? Optional.of(name)
                : models.stream().filter(full -> isBareNameOf(name, full)).findFirst();
    }

    static boolean isBareNameOf(String name, String fullName) {
        return !name.isEmpty() && fullName.endsWith("/" + name);
    }

    /**
     * The provider of a request that names none.
     *
     * @throws SettingException when the configured defaults cannot be served
     */
    Provider defaultProvider() {
        ModelChoice wanted = configuration.defaultChoice();
        if (wanted.provider() == null) {
            return wanted.model() == null ? firstAvailable() : holder(wanted.model());
        }
        Provider provider = Provider.named(wanted.provider())
                .filter(named -> named != Provider.BROWSERSIDE)
                .orElseThrow(() -> new SettingException("DEFAULT_LLM_PROVIDER (llm.defaultProvider) is \""
                        + wanted.provider() + "\", which cannot answer requests."));
        boolean served = wanted.model() == null
                || provider == Provider.OPENAI
                || find(of(provider), resourceName(wanted.model())).isPresent();
        if (!served) {
            throw new SettingException("DEFAULT_LLM_MODEL (llm.defaultModel) is \"" + wanted.model()
                    + "\", which provider " + provider.wire() + " does not have.");
        }
        return provider;
    }

    private Provider firstAvailable() {
        return Arrays.stream(Provider.values())
                .filter(this::isAvailable)
                .findFirst()
                .orElse(Provider.MOCK);
    }

    /** The provider of a model: a usable one, else the server with an open list, else one that lacks a key. */
    private Provider holder(String model) {
        List<Provider> holders = Arrays.stream(Provider.values())
                .filter(provider -> find(of(provider), resourceName(model)).isPresent())
                .toList();
        return holders.stream()
                .filter(this::isAvailable)
                .findFirst()
                .or(() -> Optional.of(Provider.OPENAI).filter(this::isAvailable))
                .or(() -> holders.stream().findFirst())
                .orElseThrow(() -> new SettingException(
                        "DEFAULT_LLM_MODEL (llm.defaultModel) is \"" + model + "\", which no provider has."));
    }
}
