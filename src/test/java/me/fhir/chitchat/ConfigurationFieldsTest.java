package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.client.JerseyClientConfiguration;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.util.Duration;
import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import me.fhir.chitchat.runtime.settings.EnvironmentConfigurationFactory;
import me.fhir.chitchat.runtime.settings.PackagedConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every field of the configuration, found by reflection: documented with its default, and validated. */
class ConfigurationFieldsTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = Jackson.newObjectMapper();
    private static final Validator VALIDATOR = Validators.newValidator();

    /** Not ours to document: Dropwizard's client, and a provider that only browsers use. */
    private static final Set<String> UNDOCUMENTED = Set.of("llm.http", "llm.browserside");

    /** Any text is right, or the type's own constructor refuses what is wrong. */
    private static final Set<String> FREE_TEXT = Set.of("storage.path", "llm.defaultProvider", "llm.defaultModel");

    private static ChitchatConfiguration parse(JsonNode tree) throws Exception {
        byte[] yaml = YAML.writeValueAsBytes(tree);
        return new EnvironmentConfigurationFactory<>(
                        ChitchatConfiguration.class, VALIDATOR, Jackson.newObjectMapper(), "dw", Map.of())
                .build(path -> new ByteArrayInputStream(yaml), "test.yml");
    }

    private static ObjectNode documented() throws Exception {
        try (InputStream yaml = new PackagedConfiguration().open(PackagedConfiguration.NAME)) {
            return (ObjectNode) YAML.readTree(yaml);
        }
    }

    @Test
    void everyValueInTheDocumentedFileIsTheDefault() throws Exception {
        assertThat(values(parse(documented()))).isEqualTo(values(parse(YAML.createObjectNode())));
    }

    /** Proves that the comparison above looks at each of them. */
    @TestFactory
    Stream<DynamicTest> anotherValueWouldBeNoticed() throws Exception {
        Map<String, Object> defaults = values(parse(documented()));
        List<String> paths = new ArrayList<>();
        for (Field section : fields(ChitchatConfiguration.class)) {
            collect(documented().path(section.getName()), section.getName(), paths);
        }
        assertThat(paths).hasSizeGreaterThan(25);
        return paths.stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    ObjectNode changed = documented();
                    String[] names = path.split("[.]", -1);
                    ObjectNode parent = changed;
                    for (int i = 0; i + 1 < names.length; i++) {
                        parent = (ObjectNode) parent.get(names[i]);
                    }
                    String last = names[names.length - 1];
                    parent.set(last, other(parent.get(last)));
                    assertThat(values(parse(changed))).isNotEqualTo(defaults);
                }));
    }

    private static void collect(JsonNode node, String path, List<String> paths) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                collect(member.getValue(), path + "." + member.getKey(), paths);
            }
        } else if (!node.isNull() && !node.isMissingNode()) {
            paths.add(path);
        }
    }

    private static JsonNode other(JsonNode value) {
        if (value instanceof NumericNode number) {
            return YAML.getNodeFactory().numberNode(number.asLong() + 1);
        }
        if (value.isBoolean()) {
            return YAML.getNodeFactory().booleanNode(!value.booleanValue());
        }
        return YAML.getNodeFactory()
                .textNode(
                        switch (value.textValue()) {
                            case "open" -> "off";
                            case "loopback" -> "*";
                            case "data/chitchat.db" -> "data/other.db";
                            default -> {
                                long seconds = Duration.parse(value.textValue()).toSeconds();
                                yield seconds + 1 + "s";
                            }
                        });
    }

    @Test
    void everyFieldStandsInTheDocumentedFile() throws Exception {
        ObjectNode tree = documented();
        List<String> missing = new ArrayList<>();
        each(ChitchatConfiguration.class, "", (path, field) -> {
            if (!UNDOCUMENTED.contains(path)
                    && tree.at("/" + path.replace('.', '/')).isMissingNode()) {
                missing.add(path);
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void everyNumberDurationAndTextIsValidatedAndEverySectionIsLookedInto() {
        List<String> loose = new ArrayList<>();
        each(ChitchatConfiguration.class, "", (path, field) -> {
            Class<?> type = typeOf(field);
            boolean checked = Stream.of(field.getAnnotations()).anyMatch(ConfigurationFieldsTest::isConstraint);
            boolean section = isSection(type);
            boolean flag = type == boolean.class || type == Boolean.class;
            boolean ownCheck = type.getName().startsWith("me.fhir.chitchat.llm.") && !section;
            if (section ? !field.isAnnotationPresent(Valid.class) : !checked && !flag && !ownCheck) {
                loose.add(path);
            }
        });
        loose.removeAll(FREE_TEXT);
        assertThat(loose).isEmpty();
    }

    private static boolean isConstraint(Annotation annotation) {
        return annotation instanceof Valid || annotation.annotationType().isAnnotationPresent(Constraint.class);
    }

    private static boolean isSection(Class<?> type) {
        return type.getName().startsWith("me.fhir.chitchat.")
                && type.getSimpleName().endsWith("Configuration");
    }

    private static void each(Class<?> type, String prefix, BiConsumer<String, AnnotatedElement> action) {
        for (Field field : fields(type)) {
            String path = prefix + field.getName();
            action.accept(path, field);
            if (isSection(field.getType())) {
                each(field.getType(), path + ".", action);
            }
        }
    }

    private static Class<?> typeOf(AnnotatedElement field) {
        return ((Field) field).getType();
    }

    /** The fields that are set from the file; the constraints of a record's components stand on its fields as well. */
    private static List<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> type.isRecord() || field.isAnnotationPresent(JsonProperty.class))
                .toList();
    }

    /** What the code reads, by path: of a record the methods that apply its defaults. */
    private static Map<String, Object> values(Object configuration) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        add(configuration, "", values);
        return values;
    }

    private static void add(Object section, String prefix, Map<String, Object> values) throws Exception {
        if (section.getClass().isRecord()) {
            List<String> unset = new ArrayList<>();
            for (RecordComponent component : section.getClass().getRecordComponents()) {
                if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    unset.add(component.getName());
                }
            }
            for (Method method : section.getClass().getDeclaredMethods()) {
                // What depends on a number of another section is read for one that is not a default.
                Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : new Object[] {7};
                boolean reads = List.of(method.getParameterTypes()).stream().allMatch(type -> type == int.class)
                        && method.getParameterCount() <= 1
                        && !method.isSynthetic()
                        && !Modifier.isStatic(method.getModifiers())
                        && Stream.of("toString", "hashCode").noneMatch(method.getName()::equals);
                if (reads && !unset.contains(method.getName())) {
                    method.setAccessible(true);
                    put(method.invoke(section, arguments), prefix + method.getName(), values);
                }
            }
            return;
        }
        for (Field field : fields(section.getClass())) {
            field.setAccessible(true);
            put(field.get(section), prefix + field.getName(), values);
        }
    }

    private static void put(@Nullable Object value, String path, Map<String, Object> values) throws Exception {
        if (value != null && isSection(value.getClass())) {
            add(value, path + ".", values);
        } else if (value instanceof JerseyClientConfiguration) {
            values.put(path, JSON.valueToTree(value));
        } else {
            values.put(path, String.valueOf(value));
        }
    }
}
