package me.fhir.chitchat.runtime.settings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.YamlConfigurationFactory;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads a YAML configuration and lets the environment override it, value by value. */
public final class EnvironmentConfigurationFactory<T> extends YamlConfigurationFactory<T> {
    private final Map<String, String> environment;

    public EnvironmentConfigurationFactory(
            Class<T> type,
            Validator validator,
            ObjectMapper mapper,
            String propertyPrefix,
            Map<String, String> environment) {
        // A misspelt field would otherwise pass without a word.
        super(type, validator, mapper.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), propertyPrefix);
        this.environment = Map.copyOf(environment);
    }

    @Override
    protected T build(JsonNode node, String path) throws IOException, ConfigurationException {
        if (node instanceof ObjectNode configuration) {
            EnvironmentSettings.apply(configuration, environment);
        }
        try {
            return super.build(node, path);
        } catch (ConfigurationException e) {
            Optional<SettingException> variable = EnvironmentSettings.blamed(e.getErrors(), environment);
            if (variable.isPresent()) {
                throw variable.get();
            }
            throw e;
        }
    }
}
