package me.fhir.chitchat.runtime.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.dropwizard.jackson.AnnotationSensitivePropertyNamingStrategy;
import io.dropwizard.jackson.FuzzyEnumModule;
import io.dropwizard.jackson.Jackson;

/**
 * Dropwizard's object mapper without Blackbird. That one compiles an accessor for each property, for mappers that are used
 * millions of times; here one reads the configuration once, and what it compiles cannot be kept in an archive of classes.
 */
public final class PlainObjectMapper {
    private PlainObjectMapper() {}

    /** A mapper that reads what Dropwizard's own reads. */
    public static ObjectMapper create() {
        ObjectMapper mapper = Jackson.newMinimalObjectMapper()
                .registerModule(new FuzzyEnumModule())
                .registerModule(new ParameterNamesModule())
                .registerModule(new Jdk8Module())
                .registerModule(new JavaTimeModule());
        mapper.setPropertyNamingStrategy(new AnnotationSensitivePropertyNamingStrategy());
        return mapper;
    }
}
