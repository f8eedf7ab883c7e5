package me.fhir.chitchat.llm;

/** Which provider is to be asked for which of its models. */
public record ModelRoute(Provider provider, String model) {
    ModelChoice choice() {
        return new ModelChoice(provider.wire(), model);
    }
}
