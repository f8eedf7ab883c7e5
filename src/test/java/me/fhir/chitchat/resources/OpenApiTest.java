package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiTest {
    /** The routes of filters, which are no resources; their own tests request each. */
    private static final Set<String> BEHIND_A_FILTER = Set.of(
            "POST /bridge/{config64}/a2a",
            "GET /bridge/{config64}/a2a/.well-known/agent-card.json",
            "GET /bridge/{config64}/.well-known/agent-card.json",
            "POST /bridge/{config64}/mcp",
            "POST /seats/{code}/mcp",
            "POST /seats/{code}/a2a",
            "GET /seats/{code}/a2a/.well-known/agent-card.json",
            "GET /seats/{code}/brief",
            "POST /seats/{code}/tools/{toolName}");

    static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @Test
    void documentIsServed() throws IOException {
        HttpResponse<String> answer = server.get("/openapi.yaml");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/yaml");
        assertThat(document(answer.body()).path("openapi").asText()).startsWith("3.1");
    }

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedOneExists() throws IOException {
        assertThat(documented()).isEqualTo(registered());
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = document();
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty();
        assertThat(references).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @Test
    void everyDefinitionIsUsed() throws IOException {
        Set<String> used = new HashSet<>(document().findValuesAsText("$ref"));
        List<String> defined = new ArrayList<>();
        document().path("components").properties().forEach(kind -> kind.getValue()
                .fieldNames()
                .forEachRemaining(name -> defined.add("#/components/" + kind.getKey() + "/" + name)));
        assertThat(defined).isNotEmpty().isSubsetOf(used);
    }

    @Test
    void everyPathParameterIsDescribed() throws IOException {
        JsonNode document = document();
        document.path("paths").properties().forEach(path -> {
            Matcher names = Pattern.compile("\\{(\\w+)}").matcher(path.getKey());
            while (names.find()) {
                String name = names.group(1);
                assertThat(path.getValue().path("parameters")).as(path.getKey()).anySatisfy(parameter -> {
                    JsonNode resolved = parameter.has("$ref")
                            ? document.at(parameter.path("$ref").asText().substring(1))
                            : parameter;
                    assertThat(resolved.path("name").asText()).isEqualTo(name);
                    assertThat(resolved.path("in").asText()).isEqualTo("path");
                    assertThat(resolved.path("required").asBoolean()).isTrue();
                });
            }
        });
    }

    @Test
    void everyOperationSaysWhatItDoesAndAnswers() throws IOException {
        document().path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        assertThat(operation.getValue().path("summary").asText())
                                .as(path.getKey())
                                .isNotEmpty();
                        assertThat(operation.getValue().path("responses").size())
                                .as(path.getKey())
                                .isPositive();
                    }
                }));
    }

    private static Set<String> documented() throws IOException {
        Set<String> routes = new TreeSet<>();
        document().path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return routes;
    }

    /** All routes of all resource classes, whether this test's server registers them or not. */
    private static Set<String> registered() {
        Set<String> routes = new TreeSet<>(BEHIND_A_FILTER);
        new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("me.fhir.chitchat.resources", "me.fhir.chitchat.mcp")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .forEach(type -> addRoutes(type, routes));
        return routes;
    }

    private static void addRoutes(Class<?> resource, Set<String> routes) {
        for (Method method : resource.getMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    String path =
                            segment(resource.getAnnotation(Path.class)) + segment(method.getAnnotation(Path.class));
                    routes.add(verb.value() + " " + path.replaceAll("\\{(\\w+):[^}]*}", "{$1}"));
                }
            }
        }
    }

    private static String segment(@Nullable Path path) {
        if (path == null) {
            return "";
        }
        return path.value().startsWith("/") ? path.value() : "/" + path.value();
    }

    static JsonNode document() throws IOException {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            assertThat(in).isNotNull();
            return document(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static JsonNode document(String yaml) throws IOException {
        return new YAMLMapper().readTree(yaml);
    }
}
