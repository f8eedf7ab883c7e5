package me.fhir.chitchat.conversation;

import org.jspecify.annotations.Nullable;

/** A conversation to be stored; {@code metadata} is the Meta as given, with {@code metaVersion}. */
public record NewConversation(
        RawJson metadata, Setup setup, @Nullable String scenarioId) {}
