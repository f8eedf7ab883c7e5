package me.fhir.chitchat.scenario.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.SchemaSize;
import me.fhir.chitchat.scenario.regex.SchemaPattern;

/**
 * A JSON Schema (2020-12 unless it says otherwise) of an untrusted author. It loads nothing but what the library brings
 * itself, and a validation ends after a bounded number of steps, or when its thread is interrupted. For any thread.
 */
public final class JsonSchema {
    private static final int MAX_VALUE_LENGTH = 1 << 20;
    /** The budget of a validation: many patterns, each with an end of its own, still add up. */
    private static final long MAX_STEPS = 100_000_000;

    /** A look at a value, with what the library does around it, costs as much as so many looks of a pattern at a text. */
    private static final int STEPS_PER_READ = 100;

    /** The steps that the patterns of the validation on this thread have left. */
    private static final ThreadLocal<long[]> LEFT = new ThreadLocal<>();

    // Schemas come from scenario authors: nothing of them is kept, and only what the library brings itself is loaded.
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.block(iri -> !iri.toString().startsWith("classpath:draft")
                            && !iri.toString().startsWith("https://json-schema.org/")))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .regularExpressionFactory(JsonSchema::expression)
                            .locale(Locale.ROOT)
                            .build()));

    private static final Schema SCHEMA_OF_SCHEMAS =
            SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Why a value cannot be validated: it is too large, or the schema refers to what cannot be loaded, or takes too
     * long.
     */
    public static final class NotValidatedException extends Exception {
        private static final long serialVersionUID = 1;

        private NotValidatedException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /**
     * Reads a schema.
     *
     * @param text the text of a JSON object
     * @return empty when it is not a schema, or too large to be used
     */
    public static Optional<JsonSchema> of(String text) {
        if (SchemaSize.exceedsLimit(PlainJson.map(StoredJson.object(text)))) {
            return Optional.empty();
        }
        try {
            return SCHEMA_OF_SCHEMAS.validate(text, InputFormat.JSON).isEmpty()
                    ? Optional.of(new JsonSchema(SCHEMAS.getSchema(text, InputFormat.JSON)))
                    : Optional.empty();
        } catch (RuntimeException e) {
            // A reference to something that is not there is reported by the library in several ways.
            return Optional.empty();
        }
    }

    /**
     * The faults of a value, one sentence each with its place; empty when it fits.
     *
     * @param value JSON text
     * @throws NotValidatedException when it cannot be decided
     */
    public List<String> mismatches(String value) throws NotValidatedException {
        return mismatches(value, MAX_STEPS, steps -> {});
    }

    /**
     * The same within a budget of several validations.
     *
     * @param most how many steps this one may take
     * @param spent receives the number of steps, also when it fails; the same value and schema always take the same number
     */
    public List<String> mismatches(String value, long most, LongConsumer spent) throws NotValidatedException {
        if (value.length() > MAX_VALUE_LENGTH) {
            throw new NotValidatedException("the value is too large");
        }
        long allowed = Math.min(most, MAX_STEPS);
        long[] left = {allowed};
        BudgetedNodes nodes = new BudgetedNodes(allowed / STEPS_PER_READ);
        LEFT.set(left);
        try {
            return schema.validate(new ObjectMapper().setNodeFactory(nodes).readTree(value)).stream()
                    .map(JsonSchema::sentence)
                    .toList();
        } catch (JsonProcessingException | RuntimeException e) {
            // What the library cannot evaluate is reported by it in several ways.
            throw new NotValidatedException(String.valueOf(e));
        } finally {
            LEFT.remove();
            spent.accept(nodes.steps() * STEPS_PER_READ + allowed - Math.max(0, left[0]));
        }
    }

    /** As the library reads an expression itself, but with an end to the search. */
    private static RegularExpression expression(String pattern) {
        SchemaPattern read = SchemaPattern.of(RegularExpressions.replaceLongformCharacterProperties(
                RegularExpressions.replaceDollarAnchors(pattern)));
        return text -> read.isIn(text, JsonSchema::spend);
    }

    private static void spend(int looks) {
        long[] left = LEFT.get();
        if (left != null) {
            left[0] -= looks;
            if (left[0] < 0) {
                throw new BudgetedNodes.SpentException();
            }
        }
    }

    private static String sentence(Error error) {
        String at = String.valueOf(error.getInstanceLocation());
        return (at.isEmpty() ? "arguments" : at) + ": " + error.getMessage();
    }
}
