package me.fhir.chitchat.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One provider as clients see it. */
public record ProviderListing(
        String name,
        String description,
        List<String> models,
        @Nullable String defaultModel,
        boolean available) {}
