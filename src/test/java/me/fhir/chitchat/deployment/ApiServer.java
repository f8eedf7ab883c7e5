package me.fhir.chitchat.deployment;

import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An API server on a free port for Maven and kubectl: keeps objects, answers discovery, and refuses what a real
 * one refuses where our deployment could run into it (a change of an immutable ConfigMap).
 */
final class ApiServer implements AutoCloseable {
    private final KubernetesMockServer server;
    private final KubernetesCrudDispatcher objects;
    private final List<String> changes = new CopyOnWriteArrayList<>();

    ApiServer() {
        objects = new KubernetesCrudDispatcher(List.of(
                context("cert-manager.io", "Certificate", "certificates"),
                context("gateway.networking.k8s.io", "HTTPRoute", "httproutes")));
        server = new KubernetesMockServer(
                new Context(),
                new MockWebServer(),
                new HashMap<>(),
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        return answer(request);
                    }
                },
                false);
        server.init(InetAddress.getLoopbackAddress(), 0);
    }

    NamespacedKubernetesClient client() {
        return server.createClient();
    }

    /** Method and path of every request that could change something, since the last call. */
    List<String> changes() {
        List<String> seen = List.copyOf(changes);
        changes.clear();
        return seen;
    }

    /** A kubeconfig for this server, as Maven and kubectl read it. */
    Path kubeconfig(Path folder) {
        try {
            return Files.writeString(folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    current-context: test
                    clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                    users: [{name: test, user: {token: none}}]
                    contexts: [{name: test, context: {cluster: test, user: test, namespace: default}}]
                    """.formatted(server.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MockResponse answer(RecordedRequest request) {
        String path = request.getPath().replaceAll("\\?.*", "");
        if (path.endsWith("/selfsubjectaccessreviews")) {
            return json(201, """
                    {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","status":{"allowed":true}}""");
        }
        if (request.getMethod().equals("GET")) {
            String found = Discovery.answer(path);
            return found == null ? objects.dispatch(request) : json(200, found);
        }
        if (!request.getPath().contains("dryRun=")) {
            changes.add(request.getMethod() + " " + path);
        }
        if (!request.getMethod().equals("POST") && !request.getMethod().equals("DELETE") && isImmutable(path)) {
            return json(422, """
                    {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Invalid","code":422,
                     "message":"data: Forbidden: field is immutable when `immutable` is set"}""");
        }
        return objects.dispatch(asMergePatch(request));
    }

    /** kubectl patches strategically by default; for a Secret's data that is a plain merge. */
    private static RecordedRequest asMergePatch(RecordedRequest request) {
        String type = request.getHeader("Content-Type");
        if (type == null || !type.startsWith("application/strategic-merge-patch+json")) {
            return request;
        }
        return new RecordedRequest(
                request.getHttpVersion(),
                request.method(),
                request.getPath(),
                request.getHeaders()
                        .newBuilder()
                        .set("Content-Type", "application/merge-patch+json")
                        .build(),
                request.getBody());
    }

    private boolean isImmutable(String path) {
        return path.contains("/configmaps/")
                && objects.handleGet(path).getBody().readUtf8().contains("\"immutable\":true");
    }

    private static MockResponse json(int code, String body) {
        return new MockResponse()
                .setResponseCode(code)
                .addHeader("Content-Type", "application/json")
                .setBody(body);
    }

    private static CustomResourceDefinitionContext context(String group, String kind, String plural) {
        return new CustomResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion("v1")
                .withKind(kind)
                .withPlural(plural)
                .withScope("Namespaced")
                .build();
    }

    @Override
    public void close() {
        server.destroy();
    }
}
