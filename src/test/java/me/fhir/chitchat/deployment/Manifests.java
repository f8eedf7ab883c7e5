package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rendered manifests, read strictly: a key that Kubernetes does not know (and would drop without a word), an unresolved
 * placeholder, an object twice, or a Secret fails.
 */
record Manifests(String yaml, List<HasMetadata> items) {
    static Manifests of(String yaml) {
        List<HasMetadata> items =
                Serialization.unmarshal(yaml, KubernetesList.class).getItems();
        List<String> problems = new ArrayList<>();
        for (HasMetadata item : items) {
            collectUnknown(name(item), item, problems, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
        assertThat(problems).as("keys that Kubernetes does not know").isEmpty();
        assertThat(yaml).as("unresolved placeholders").doesNotContain("${").doesNotContain("@{");
        assertThat(items).as("a secret is never rendered").noneMatch(item -> "Secret".equals(item.getKind()));
        assertThat(items.stream().map(Manifests::name)).doesNotHaveDuplicates();
        return new Manifests(yaml, items);
    }

    /** All objects as {@code Kind/name}, in the order in which they are applied. */
    List<String> names() {
        return items.stream().map(Manifests::name).toList();
    }

    <T extends HasMetadata> T the(Class<T> type, String name) {
        List<T> found = items.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(item -> item.getMetadata().getName().equals(name))
                .toList();
        assertThat(found)
                .as(type.getSimpleName() + " " + name + " in " + names())
                .hasSize(1);
        return found.get(0);
    }

    /** The spec of an object that is compared as a whole. */
    Object specOf(String kind) {
        return items.stream()
                .filter(item -> item.getKind().equals(kind))
                .map(item -> Serialization.unmarshal(Serialization.asJson(item), GenericKubernetesResource.class))
                .map(item -> item.getAdditionalProperties().get("spec"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + names()));
    }

    private static String name(HasMetadata item) {
        return item.getKind() + "/" + item.getMetadata().getName();
    }

    private static void collectUnknown(String path, Object value, List<String> problems, Set<Object> seen) {
        if (value instanceof Collection<?> list) {
            list.forEach(element -> collectUnknown(path + "[]", element, problems, seen));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> collectUnknown(path + "." + key, element, problems, seen));
        } else if (value != null
                && value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model")
                && !(value instanceof Enum<?>)
                && seen.add(value)) {
            for (Method method : value.getClass().getDeclaredMethods()) {
                if (isGetter(method)) {
                    collectFrom(path, value, method, problems, seen);
                }
            }
        }
    }

    private static void collectFrom(String path, Object value, Method getter, List<String> problems, Set<Object> seen) {
        Object property = call(getter, value);
        if (!getter.getName().equals("getAdditionalProperties")) {
            collectUnknown(path + "." + getter.getName().substring(3), property, problems, seen);
        } else if (!(value instanceof GenericKubernetesResource) && !((Map<?, ?>) property).isEmpty()) {
            problems.add(path + ": " + ((Map<?, ?>) property).keySet());
        }
    }

    private static boolean isGetter(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && method.getParameterCount() == 0
                && method.getName().startsWith("get")
                && !method.getName().equals("getClass");
    }

    private static Object call(Method getter, Object value) {
        try {
            return getter.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(getter + " failed", e);
        }
    }
}
