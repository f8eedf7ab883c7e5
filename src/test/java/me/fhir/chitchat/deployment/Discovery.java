package me.fhir.chitchat.deployment;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an API server says about itself: its version and the kinds it knows. */
final class Discovery {
    /** By group and version: kind, plural, and whether it is namespaced. */
    private static final Map<String, List<Kind>> KINDS = Map.of(
            "v1",
            List.of(
                    new Kind("Namespace", "namespaces", false),
                    new Kind("Service", "services", true),
                    new Kind("PersistentVolumeClaim", "persistentvolumeclaims", true),
                    new Kind("ConfigMap", "configmaps", true),
                    new Kind("Secret", "secrets", true),
                    new Kind("Pod", "pods", true)),
            "apps/v1",
            List.of(new Kind("Deployment", "deployments", true)),
            "batch/v1",
            List.of(new Kind("Job", "jobs", true), new Kind("CronJob", "cronjobs", true)),
            "networking.k8s.io/v1",
            List.of(new Kind("Ingress", "ingresses", true), new Kind("NetworkPolicy", "networkpolicies", true)),
            "cert-manager.io/v1",
            List.of(new Kind("Certificate", "certificates", true)),
            "gateway.networking.k8s.io/v1",
            List.of(new Kind("HTTPRoute", "httproutes", true)));

    private record Kind(String kind, String plural, boolean namespaced) {
        String json() {
            return "{\"name\":\"%s\",\"singularName\":\"%s\",\"namespaced\":%s,\"kind\":\"%s\",\"verbs\":%s}"
                    .formatted(
                            plural,
                            kind.toLowerCase(java.util.Locale.ROOT),
                            namespaced,
                            kind,
                            "[\"create\",\"delete\",\"get\",\"list\",\"patch\",\"update\",\"watch\"]");
        }
    }

    private Discovery() {}

    static @Nullable String answer(String path) {
        return switch (path) {
            case "/version" -> """
                {"major":"1","minor":"34","gitVersion":"v1.34.0","gitCommit":"t","gitTreeState":"clean",
                 "buildDate":"2026-01-01T00:00:00Z","goVersion":"go","compiler":"gc","platform":"linux/amd64"}""";
            case "/api" -> "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}";
            case "/apis" -> groups();
            case "/api/v1" -> resources("v1");
            default -> path.startsWith("/apis/") ? resources(path.substring("/apis/".length())) : null;
        };
    }

    private static String groups() {
        return KINDS.keySet().stream()
                .filter(version -> version.contains("/"))
                .map(version -> {
                    String named = "{\"groupVersion\":\"%s\",\"version\":\"v1\"}".formatted(version);
                    return "{\"name\":\"%s\",\"versions\":[%s],\"preferredVersion\":%s}"
                            .formatted(version.substring(0, version.indexOf('/')), named, named);
                })
                .collect(
                        Collectors.joining(",", "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[", "]}"));
    }

    private static @Nullable String resources(String version) {
        List<Kind> kinds = KINDS.get(version);
        return kinds == null
                ? null
                : Stream.of(kinds)
                        .flatMap(List::stream)
                        .map(Kind::json)
                        .collect(Collectors.joining(
                                ",",
                                "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"" + version
                                        + "\",\"resources\":[",
                                "]}"));
    }
}
