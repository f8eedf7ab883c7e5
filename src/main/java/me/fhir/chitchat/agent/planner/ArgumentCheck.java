package me.fhir.chitchat.agent.planner;

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
import java.util.stream.Collectors;
import me.fhir.chitchat.json.SchemaPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a tool's arguments against its JSON Schema (2020-12 unless the schema says otherwise). Never fetches anything. */
final class ArgumentCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ArgumentCheck.class);
    private static final int TOLD = 5;

    // Schemas come from scenario authors: nothing of them is kept, and only what the library brings itself is loaded.
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.block(iri -> !iri.toString().startsWith("classpath:draft")
                            && !iri.toString().startsWith("https://json-schema.org/")))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .regularExpressionFactory(ArgumentCheck::expression)
                            .locale(Locale.ROOT)
                            .build()));

    private static final Schema SCHEMA_OF_SCHEMAS =
            SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    private ArgumentCheck() {}

    /** What is wrong with the arguments, as a sentence; empty when they fit. A schema that is none fits everything. */
    static Optional<String> mismatch(String schema, String arguments) {
        try {
            if (!SCHEMA_OF_SCHEMAS.validate(schema, InputFormat.JSON).isEmpty()) {
                return Optional.empty();
            }
            List<Error> errors = SCHEMAS.getSchema(schema, InputFormat.JSON).validate(arguments, InputFormat.JSON);
            if (errors.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(errors.stream()
                    .limit(TOLD)
                    .map(ArgumentCheck::sentence)
                    .collect(Collectors.joining("; ", "The arguments do not fit: ", ".")));
        } catch (RuntimeException | StackOverflowError e) {
            // The model cannot mend a broken schema, and the author's talk should go on.
            LOG.info("A tool's inputSchema cannot be used and is not checked: {}", e.toString());
            return Optional.empty();
        }
    }

    /** As the library reads an expression itself, but with an end to the search. */
    private static RegularExpression expression(String pattern) {
        return SchemaPattern.of(RegularExpressions.replaceLongformCharacterProperties(
                RegularExpressions.replaceDollarAnchors(pattern)))::isIn;
    }

    private static String sentence(Error error) {
        String at = String.valueOf(error.getInstanceLocation());
        return (at.isEmpty() ? "arguments" : at) + ": " + error.getMessage();
    }
}
