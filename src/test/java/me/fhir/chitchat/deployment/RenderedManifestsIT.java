package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn k8s:resource} in a clean checkout with nothing set: every fact of the standard deployment. */
class RenderedManifestsIT {
    @TempDir
    static Path folder;

    private static Checkout checkout;
    private static Manifests manifests;

    @BeforeAll
    static void render() throws Exception {
        checkout = Checkout.in(folder).committed();
        // Keys in the deploying user's environment must not leak into a file.
        checkout.maven(Map.of("OPENROUTER_API_KEY", "sk-leak", "PUBLISHED_EDIT_TOKEN", "sk-leak"), "k8s:resource")
                .orFail();
        manifests = checkout.manifests();
    }

    @Test
    void rendersTheseObjectsAndNoOthers() {
        assertThat(manifests.names())
                .containsExactlyInAnyOrder(
                        "Namespace/interop",
                        "PersistentVolumeClaim/convo-db",
                        "ConfigMap/app-config",
                        "Deployment/interop-api",
                        "Service/interop-api",
                        "Ingress/interop-api",
                        "Certificate/interop-tls");
        assertThat(manifests.items().stream().filter(item -> !(item instanceof Namespace)))
                .extracting(item -> item.getMetadata().getNamespace())
                .containsOnly("interop");
        assertThat(manifests.yaml()).doesNotContain("sk-leak");
    }

    @Test
    void appliesTheDeploymentBeforeAnythingThatNeedsAnAddOn() {
        // k8s:apply stops at the first error: without cert-manager the service itself must still be there.
        List<String> names = manifests.names();
        assertThat(names.get(0)).isEqualTo("Namespace/interop");
        assertThat(names.indexOf("Certificate/interop-tls")).isGreaterThan(names.indexOf("Deployment/interop-api"));
    }

    @Test
    void keepsTheDatabaseOnOneClaimOfTheDefaultClass() {
        PersistentVolumeClaim claim = manifests.the(PersistentVolumeClaim.class, "convo-db");
        assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
        assertThat(claim.getSpec().getResources().getRequests()).isEqualTo(Map.of("storage", new Quantity("1Gi")));
        // "" would mean "no class at all" and wait for ever.
        assertThat(claim.getSpec().getStorageClassName()).isNull();
    }

    @Test
    void configuresTheServerThroughOneConfigMap() {
        assertThat(manifests.the(ConfigMap.class, "app-config").getData())
                .isEqualTo(Map.ofEntries(
                        Map.entry("PORT", "3000"),
                        Map.entry("ADMIN_PORT", "3001"),
                        Map.entry("ADMIN_HOST", "0.0.0.0"),
                        Map.entry("DB_PATH", "/data/data.db"),
                        Map.entry("DATABASE_REPLICAS", "false"),
                        Map.entry("LOG_FORMAT", "json"),
                        Map.entry("PUBLIC_API_BASE_URL", "https://chitchat.fhir.me/api"),
                        Map.entry("CORS_ALLOWED_ORIGINS", "*"),
                        // Agents in the cluster call the Service by its names, and the MCP bridge checks the Host.
                        Map.entry(
                                "ALLOWED_HOSTS",
                                "interop-api,interop-api.interop,interop-api.interop.svc,"
                                        + "interop-api.interop.svc.cluster.local"),
                        Map.entry("OUTBOUND_ALLOW", "none"),
                        Map.entry("TRUSTED_PROXIES", "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7"),
                        Map.entry("DEFAULT_LLM_PROVIDER", ""),
                        Map.entry("DEFAULT_LLM_MODEL", ""),
                        Map.entry("LLM_MODELS_OPENROUTER_INCLUDE", ""),
                        Map.entry("DEBUG_API_ENABLED", "false"),
                        Map.entry("DEBUG_LLM_REQUESTS", "false"),
                        Map.entry("LLM_DEBUG_DIR", "/debug/llm-debug"),
                        Map.entry("PUBLISH_LLM_DEBUG_LOGS_OPENLY", "false")));
    }

    @Test
    void runsOneServerWithASelectorThatCanNeverChange() {
        Deployment deployment = manifests.the(Deployment.class, "interop-api");
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(deployment.getSpec().getStrategy().getRollingUpdate()).isNull();
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(Map.of("app", "interop-api"));
        assertThat(deployment.getSpec().getSelector().getMatchExpressions()).isEmpty();
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .isEqualTo(Map.of("app", "interop-api"));
        assertThat(deployment.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds())
                .isEqualTo(30L);
    }

    @Test
    void namesTheImageByTheCommit() {
        String tag = checkout.git("rev-parse", "HEAD").substring(0, 7);
        assertThat(api().getImage()).isEqualTo("interop-api:" + tag);
        assertThat(manifests.the(Deployment.class, "interop-api").getMetadata().getAnnotations())
                .containsEntry("chitchat.fhir.me/image", "interop-api:" + tag);
        // Left out: Kubernetes then pulls a commit once and "latest" always.
        assertThat(api().getImagePullPolicy()).isNull();
    }

    @Test
    void passesKeysOnlyThroughAnOptionalSecret() {
        Container api = api();
        assertThat(api.getEnv()).isEmpty();
        assertThat(api.getEnvFrom()).hasSize(2);
        assertThat(api.getEnvFrom().get(0).getConfigMapRef().getName()).isEqualTo("app-config");
        assertThat(api.getEnvFrom().get(1).getSecretRef().getName()).isEqualTo("app-secrets");
        assertThat(api.getEnvFrom().get(1).getSecretRef().getOptional()).isTrue();
    }

    @Test
    void probesHealthOnTheWebPortAndLifeOnTheAdminPort() {
        Container api = api();
        assertThat(api.getPorts())
                .extracting(port -> port.getName() + "=" + port.getContainerPort())
                .containsExactly("http=3000", "admin=3001");
        assertProbe(api.getStartupProbe(), "/api/health", "http");
        assertProbe(api.getReadinessProbe(), "/api/health", "http");
        assertProbe(api.getLivenessProbe(), "/api/live", "http");
        Probe startup = api.getStartupProbe();
        assertThat(startup.getPeriodSeconds() * startup.getFailureThreshold()).isBetween(60, 300);
    }

    @Test
    void isRestrictedInTheSenseOfPodSecurity() {
        for (HasMetadata item : manifests.items()) {
            if (item instanceof Deployment deployment) {
                Restricted.check(deployment.getSpec().getTemplate().getSpec());
            }
        }
        PodSpec pod = pod();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getContainers()).hasSize(1);
    }

    @Test
    void asksForWhatItNeedsAndCapsMemoryOnly() {
        assertThat(api().getResources().getRequests())
                .isEqualTo(Map.of(
                        "cpu",
                        new Quantity("100m"),
                        "memory",
                        new Quantity("384Mi"),
                        "ephemeral-storage",
                        new Quantity("64Mi")));
        assertThat(api().getResources().getLimits())
                .isEqualTo(Map.of("memory", new Quantity("1Gi"), "ephemeral-storage", new Quantity("512Mi")));
    }

    @Test
    void writesOnlyToItsVolumes() {
        assertThat(api().getVolumeMounts())
                .extracting(mount -> mount.getName() + "=" + mount.getMountPath())
                .containsExactly("data=/data", "debug-logs=/debug", "tmp=/tmp");
        assertThat(volume("data").getPersistentVolumeClaim().getClaimName()).isEqualTo("convo-db");
        assertThat(volume("debug-logs").getEmptyDir()).isNotNull();
        assertThat(volume("tmp").getEmptyDir()).isNotNull();
    }

    @Test
    void servesThePublicPortAndHidesTheAdminPort() {
        Service service = manifests.the(Service.class, "interop-api");
        assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
        assertThat(service.getSpec().getSelector()).isEqualTo(Map.of("app", "interop-api"));
        assertThat(service.getSpec().getPorts()).hasSize(1);
        assertThat(service.getSpec().getPorts().get(0).getPort()).isEqualTo(80);
        assertThat(service.getSpec().getPorts().get(0).getTargetPort()).isEqualTo(new IntOrString("http"));
    }

    @Test
    void letsPeopleInThroughNginxWithTlsAndLongTimeouts() {
        Ingress ingress = manifests.the(Ingress.class, "interop-api");
        assertThat(ingress.getMetadata().getAnnotations())
                .isEqualTo(Map.of(
                        "nginx.ingress.kubernetes.io/proxy-read-timeout", "600",
                        "nginx.ingress.kubernetes.io/proxy-send-timeout", "600",
                        "nginx.ingress.kubernetes.io/proxy-body-size", "17m",
                        "nginx.ingress.kubernetes.io/limit-connections", "512",
                        "nginx.ingress.kubernetes.io/limit-rps", "100"));
        assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("nginx");
        assertThat(ingress.getSpec().getTls()).hasSize(1);
        assertThat(ingress.getSpec().getTls().get(0).getHosts()).containsExactly("chitchat.fhir.me");
        assertThat(ingress.getSpec().getTls().get(0).getSecretName()).isEqualTo("interop-tls");
        assertThat(ingress.getSpec().getRules()).hasSize(1);
        var rule = ingress.getSpec().getRules().get(0);
        assertThat(rule.getHost()).isEqualTo("chitchat.fhir.me");
        assertThat(rule.getHttp().getPaths()).hasSize(1);
        var path = rule.getHttp().getPaths().get(0);
        assertThat(path.getPath() + " " + path.getPathType()).isEqualTo("/ Prefix");
        assertThat(path.getBackend().getService().getName()).isEqualTo("interop-api");
        assertThat(path.getBackend().getService().getPort().getName()).isEqualTo("http");
    }

    @Test
    void leavesTheTlsSecretToOneCertificate() {
        assertThat(manifests.specOf("Certificate"))
                .isEqualTo(Map.of(
                        "secretName", "interop-tls",
                        "dnsNames", List.of("chitchat.fhir.me"),
                        "issuerRef",
                                Map.of(
                                        "group", "cert-manager.io",
                                        "kind", "ClusterIssuer",
                                        "name", "letsencrypt-prod")));
    }

    private static void assertProbe(Probe probe, String path, String port) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort()).isEqualTo(new IntOrString(port));
        assertThat(probe.getTimeoutSeconds()).isBetween(2, 10);
    }

    private static PodSpec pod() {
        return manifests
                .the(Deployment.class, "interop-api")
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Container api() {
        Container container = pod().getContainers().get(0);
        assertThat(container.getName()).isEqualTo("api");
        return container;
    }

    private static Volume volume(String name) {
        return pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
