package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every folder of fragments at once, for another installation that sets every property; then the named variants. */
class ManifestVariantsIT {
    private static final String EVERYTHING =
            "storage,debug,app,ingress,tls,gateway,hardened,wipe-db,wipe-debug,backup-storage,backup";

    @TempDir
    static Path folder;

    private static Checkout checkout;
    private static Manifests elsewhere;

    @BeforeAll
    static void renderEverythingForAnotherInstallation() throws Exception {
        checkout = Checkout.in(folder);
        checkout.maven(
                        "k8s:resource",
                        "-Pdebug-logs",
                        "-Djkube.environment=" + EVERYTHING,
                        "-Djkube.namespace=talks",
                        "-Dinterop.image=registry.example:5000/acme/interop-api",
                        "-Dinterop.tag=v7",
                        "-Dinterop.host=chat.example.org",
                        "-Dinterop.ingressClass=traefik",
                        "-Dinterop.clusterIssuer=own-ca",
                        "-Dinterop.gateway=edge",
                        "-Dinterop.gatewayNamespace=infra",
                        "-Dinterop.gatewayListener=tls",
                        "-Dinterop.imagePullSecrets=[{name: acme-registry}]",
                        "-Dinterop.storage=20Gi",
                        "-Dinterop.storageClass=fast",
                        "-Dinterop.debugStorage=7Gi",
                        "-Dinterop.cpuRequest=250m",
                        "-Dinterop.memoryRequest=512Mi",
                        "-Dinterop.memoryLimit=2Gi",
                        "-Dinterop.corsOrigins=https://a.example,https://b.example",
                        "-Dinterop.defaultProvider=openrouter",
                        "-Dinterop.defaultModel=openai/gpt-oss-120b:nitro",
                        "-Dinterop.openrouterInclude=openai/gpt-oss-120b:nitro,qwen/qwen3-235b-a22b-2507:nitro",
                        "-Dinterop.debugApi=true",
                        "-Dinterop.publishDebugLogs=true",
                        "-Dinterop.ingressNamespace=edge",
                        "-Dinterop.monitoringNamespace=metrics",
                        "-Dinterop.wipeImage=registry.example:5000/busybox:1.37",
                        "-Dinterop.backupSchedule=*/30 * * * *",
                        "-Dinterop.backupStorage=40Gi",
                        "-Dinterop.backupKeep=3")
                .orFail();
        elsewhere = checkout.manifests();
    }

    @Test
    void takesEverythingFromPropertiesAndNothingFromEditedFiles() {
        assertThat(elsewhere.yaml()).doesNotContain("chitchat.fhir.me/api", "namespace: interop\n", "letsencrypt");
        assertThat(elsewhere.the(Namespace.class, "talks").getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/warn", "restricted");
        assertThat(elsewhere.items().stream().filter(item -> !(item instanceof Namespace)))
                .extracting(item -> item.getMetadata().getNamespace())
                .containsOnly("talks");
        for (String claim : List.of("convo-db=20Gi", "debug-logs=7Gi", "convo-backup=40Gi")) {
            var spec = elsewhere
                    .the(PersistentVolumeClaim.class, claim.substring(0, claim.indexOf('=')))
                    .getSpec();
            assertThat(spec.getStorageClassName()).isEqualTo("fast");
            assertThat(spec.getResources().getRequests())
                    .isEqualTo(Map.of("storage", new Quantity(claim.substring(claim.indexOf('=') + 1))));
        }
        Ingress ingress = elsewhere.the(Ingress.class, "interop-api");
        assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("traefik");
        assertThat(ingress.getSpec().getRules().get(0).getHost()).isEqualTo("chat.example.org");
        assertThat(ingress.getSpec().getTls().get(0).getHosts()).containsExactly("chat.example.org");
        assertThat(elsewhere.specOf("Certificate").toString()).contains("chat.example.org", "own-ca");
        assertThat(elsewhere
                        .the(Deployment.class, "interop-api")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getImagePullSecrets())
                .extracting(secret -> secret.getName())
                .containsExactly("acme-registry");
        var api = elsewhere
                .the(Deployment.class, "interop-api")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        assertThat(api.getImage()).isEqualTo("registry.example:5000/acme/interop-api:v7");
        assertThat(api.getResources().getRequests())
                .isEqualTo(Map.of(
                        "cpu",
                        new Quantity("250m"),
                        "memory",
                        new Quantity("512Mi"),
                        "ephemeral-storage",
                        new Quantity("64Mi")));
        assertThat(api.getResources().getLimits())
                .isEqualTo(Map.of("memory", new Quantity("2Gi"), "ephemeral-storage", new Quantity("512Mi")));
    }

    @Test
    void handsSettingsWithColonsAndCommasOnUnchanged() {
        assertThat(elsewhere.the(ConfigMap.class, "app-config").getData())
                .containsEntry("PUBLIC_API_BASE_URL", "https://chat.example.org/api")
                .containsEntry("CORS_ALLOWED_ORIGINS", "https://a.example,https://b.example")
                .containsEntry(
                        "ALLOWED_HOSTS",
                        "interop-api,interop-api.talks,interop-api.talks.svc,interop-api.talks.svc.cluster.local")
                .containsEntry("DEFAULT_LLM_PROVIDER", "openrouter")
                .containsEntry("DEFAULT_LLM_MODEL", "openai/gpt-oss-120b:nitro")
                .containsEntry(
                        "LLM_MODELS_OPENROUTER_INCLUDE", "openai/gpt-oss-120b:nitro,qwen/qwen3-235b-a22b-2507:nitro")
                .containsEntry("DEBUG_API_ENABLED", "true")
                .containsEntry("PUBLISH_LLM_DEBUG_LOGS_OPENLY", "true");
    }

    @Test
    void restartsThePodWhenASettingChanges() {
        // Every changeable value of the ConfigMap stands in the pod's annotation as well.
        String settings = elsewhere
                .the(Deployment.class, "interop-api")
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("chitchat.fhir.me/settings");
        assertThat(settings)
                .contains(
                        "host=chat.example.org",
                        "cors=https://a.example,https://b.example",
                        "provider=openrouter",
                        "model=openai/gpt-oss-120b:nitro",
                        "openrouter=openai/gpt-oss-120b:nitro,qwen/qwen3-235b-a22b-2507:nitro",
                        "debugApi=true",
                        "debugLogs=true",
                        "publishDebugLogs=true");
    }

    @Test
    void wipesTheDatabaseOnTheServersNode() {
        PodSpec pod = wipe("wipe-convo-db");
        assertThat(pod.getContainers().get(0).getCommand())
                .containsExactly(
                        "/bin/sh", "-c", "rm -f /data/data.db /data/data.db-* /data/data.db.* && echo 'DB removed'");
        assertThat(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName())
                .isEqualTo("convo-db");
        assertThat(pod.getContainers().get(0).getVolumeMounts().get(0).getMountPath())
                .isEqualTo("/data");
    }

    @Test
    void wipesTheDebugLogsOnTheServersNode() {
        PodSpec pod = wipe("wipe-debug-logs");
        assertThat(pod.getContainers().get(0).getCommand())
                .containsExactly("/bin/sh", "-c", "rm -rf /debug/llm-debug/* && echo 'Logs removed'");
        assertThat(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName())
                .isEqualTo("debug-logs");
        assertThat(pod.getContainers().get(0).getVolumeMounts().get(0).getMountPath())
                .isEqualTo("/debug");
    }

    @Test
    void backsUpByTheClockWithTheServersOwnImage() {
        CronJob backup = elsewhere.the(CronJob.class, "backup-convo-db");
        assertThat(backup.getSpec().getSchedule()).isEqualTo("*/30 * * * *");
        assertThat(backup.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        PodSpec pod = backup.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
        Restricted.check(pod);
        assertStaysWithTheServer(pod);
        var container = pod.getContainers().get(0);
        assertThat(container.getImage()).isEqualTo("registry.example:5000/acme/interop-api:v7");
        assertThat(container.getArgs()).containsExactly("backup", "/backup", "--keep", "3");
        assertThat(container.getEnv()).hasSize(1);
        assertThat(container.getEnv().get(0).getName() + "="
                        + container.getEnv().get(0).getValue())
                .isEqualTo("DB_PATH=/data/data.db");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
                .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
                .containsExactly("convo-db", "convo-backup");
        // A finished pod keeps its claims in use, so finished Jobs go by themselves and can be selected by hand.
        assertThat(backup.getSpec().getJobTemplate().getSpec().getTtlSecondsAfterFinished())
                .isEqualTo(300);
        assertThat(backup.getSpec().getJobTemplate().getMetadata().getLabels()).containsEntry("app", "backup-convo-db");
        // Its pods must not be taken for the server's by the Service.
        assertThat(backup.getSpec()
                        .getJobTemplate()
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels())
                .doesNotContainValue("interop-api");
    }

    @Test
    void letsOnlyTheIngressAndTheMonitoringReachThePod() {
        NetworkPolicy policy = elsewhere.the(NetworkPolicy.class, "interop-api");
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(Map.of("app", "interop-api"));
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
        assertThat(policy.getSpec().getIngress())
                .extracting(rule -> rule.getFrom().get(0).getNamespaceSelector().getMatchLabels() + " "
                        + rule.getPorts().get(0).getPort().getStrVal())
                .containsExactly(
                        "{kubernetes.io/metadata.name=edge} http", "{kubernetes.io/metadata.name=metrics} admin");
    }

    @Test
    void routesThroughAGatewayWithoutALimitForWebSockets() {
        assertThat(elsewhere.specOf("HTTPRoute"))
                .isEqualTo(Map.of(
                        "parentRefs", List.of(Map.of("name", "edge", "namespace", "infra", "sectionName", "tls")),
                        "hostnames", List.of("chat.example.org"),
                        "rules",
                                List.of(Map.of(
                                        "matches", List.of(Map.of("path", Map.of("type", "PathPrefix", "value", "/"))),
                                        "timeouts", Map.of("request", "0s"),
                                        "backendRefs",
                                                List.of(Map.of(
                                                        "kind", "Service", "name", "interop-api", "port", 80))))));
    }

    @Test
    void takesAGatewayInsteadOfAnIngress() {
        checkout.maven("k8s:resource", "-Djkube.environment=storage,app,gateway")
                .orFail();
        assertThat(checkout.manifests().names())
                .containsExactlyInAnyOrder(
                        "Namespace/interop",
                        "PersistentVolumeClaim/convo-db",
                        "ConfigMap/app-config",
                        "Deployment/interop-api",
                        "Service/interop-api",
                        "HTTPRoute/interop-api");
    }

    @Test
    void keepsAGatewayThroughAnUpdate() {
        checkout.maven("k8s:resource", "-Djkube.environment=app", "-Dinterop.access=gateway")
                .orFail();
        assertThat(checkout.manifests().names())
                .containsExactlyInAnyOrder(
                        "ConfigMap/app-config",
                        "Deployment/interop-api",
                        "Service/interop-api",
                        "HTTPRoute/interop-api");
    }

    @Test
    void rendersTheClaimOfTheDebugLogsWithTheStorage() {
        checkout.maven("k8s:resource", "-Pdebug-logs", "-Djkube.environment=storage,app")
                .orFail();
        assertThat(checkout.manifests().names())
                .contains("PersistentVolumeClaim/convo-db", "PersistentVolumeClaim/debug-logs", "Ingress/interop-api");
    }

    @Test
    void leavesTheClaimOfTheBackupsAloneWhenTheScheduleIsApplied() {
        checkout.maven("k8s:resource", "-Djkube.environment=backup").orFail();
        assertThat(checkout.manifests().names()).containsExactly("CronJob/backup-convo-db");
    }

    @Test
    void putsDebugLogsOnAClaimOfTheirOwn() {
        checkout.maven("k8s:resource", "-Pdebug-logs").orFail();
        Manifests manifests = checkout.manifests();
        assertThat(manifests.names())
                .containsExactlyInAnyOrder(
                        "Namespace/interop",
                        "PersistentVolumeClaim/convo-db",
                        "PersistentVolumeClaim/debug-logs",
                        "ConfigMap/app-config",
                        "Deployment/interop-api",
                        "Service/interop-api",
                        "Ingress/interop-api",
                        "Certificate/interop-tls");
        assertThat(manifests.the(ConfigMap.class, "app-config").getData())
                .containsEntry("DEBUG_LLM_REQUESTS", "true")
                .containsEntry("LLM_DEBUG_DIR", "/debug/llm-debug")
                .containsEntry("PUBLISH_LLM_DEBUG_LOGS_OPENLY", "false");
        PodSpec pod = manifests
                .the(Deployment.class, "interop-api")
                .getSpec()
                .getTemplate()
                .getSpec();
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("debug-logs"))
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.getPersistentVolumeClaim().getClaimName()).isEqualTo("debug-logs");
                    assertThat(volume.getEmptyDir()).isNull();
                });
    }

    private static PodSpec wipe(String name) {
        Job job = elsewhere.the(Job.class, name);
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(300);
        assertThat(job.getSpec().getTemplate().getMetadata().getLabels()).doesNotContainValue("interop-api");
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        assertThat(pod.getContainers().get(0).getImage()).isEqualTo("registry.example:5000/busybox:1.37");
        Restricted.check(pod);
        assertStaysWithTheServer(pod);
        return pod;
    }

    private static void assertStaysWithTheServer(PodSpec pod) {
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getAffinity().getPodAffinity().getPreferredDuringSchedulingIgnoredDuringExecution())
                .singleElement()
                .satisfies(term -> {
                    assertThat(term.getPodAffinityTerm().getTopologyKey()).isEqualTo("kubernetes.io/hostname");
                    assertThat(term.getPodAffinityTerm().getLabelSelector().getMatchLabels())
                            .isEqualTo(Map.of("app", "interop-api"));
                });
    }
}
