package me.fhir.chitchat;

import io.dropwizard.core.Configuration;

/** What {@code config.yml} holds. */
public final class ChitchatConfiguration extends Configuration {}
