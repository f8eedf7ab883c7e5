package me.fhir.chitchat.agent.planner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.json.SchemaPattern;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.SchemaSize;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a tool's arguments against its JSON Schema (2020-12 unless the schema says otherwise). Never fetches anything. */
final class ArgumentCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ArgumentCheck.class);
    private static final int TOLD = 5;
    private static final int LONGEST_ARGUMENTS = 1 << 20;
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(2);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 64;

    // Platform threads on purpose: a schema that keeps a thread busy must not keep one that requests are served on.
    private static final ExecutorService CHECKS = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "schema-check");
                thread.setDaemon(true);
                return thread;
            });

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

    /**
     * What is wrong with the arguments, as a sentence; empty when they fit. A schema that is none, or one that takes more
     * steps or time than any sensible one, fits everything. Waits a bounded time.
     *
     * @throws InterruptedException when the turn that asks is given up
     */
    static Optional<String> mismatch(String schema, String arguments) throws InterruptedException {
        Future<Optional<String>> check;
        try {
            check = CHECKS.submit(() -> checked(schema, arguments));
        } catch (RejectedExecutionException e) {
            LOG.info("Arguments are not checked: too many checks are waiting");
            return Optional.empty();
        }
        try {
            return check.get(LONGEST_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info(
                    "Arguments are not checked: their tool's inputSchema takes longer than {} s",
                    LONGEST_CHECK.toSeconds());
            return Optional.empty();
        } catch (ExecutionException e) {
            // The model cannot mend a broken schema, and the author's talk should go on.
            LOG.info("A tool's inputSchema cannot be used and is not checked: {}", String.valueOf(e.getCause()));
            return Optional.empty();
        } finally {
            // Ends it at its next look at the arguments.
            check.cancel(true);
        }
    }

    private static Optional<String> checked(String schema, String arguments) throws JsonProcessingException {
        if (arguments.length() > LONGEST_ARGUMENTS
                || SchemaSize.exceedsLimit(PlainJson.map(StoredJson.object(schema)))) {
            LOG.info("Arguments are not checked: they, or their tool's inputSchema, are too large");
            return Optional.empty();
        }
        if (!SCHEMA_OF_SCHEMAS.validate(schema, InputFormat.JSON).isEmpty()) {
            return Optional.empty();
        }
        JsonNode value = new ObjectMapper().setNodeFactory(new BudgetedNodes()).readTree(arguments);
        List<Error> errors = SCHEMAS.getSchema(schema, InputFormat.JSON).validate(value);
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(errors.stream()
                .limit(TOLD)
                .map(ArgumentCheck::sentence)
                .collect(Collectors.joining("; ", "The arguments do not fit: ", ".")));
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
