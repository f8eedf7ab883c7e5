package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers on one PostgreSQL database: {@code -Pscale}, and {@code autoscale} beside it. */
class ScaledManifestsIT {
    private static final Map<String, String> SELECTOR = Map.of("app", "interop-api");

    @TempDir
    static Path folder;

    private static Checkout checkout;
    private static Manifests scaled;

    @BeforeAll
    static void render() throws Exception {
        checkout = Checkout.in(folder);
        checkout.maven("k8s:resource", "-Pscale").orFail();
        scaled = checkout.manifests();
    }

    @Test
    void hasNoClaimAndABudgetForDisruptions() {
        assertThat(scaled.names())
                .containsExactlyInAnyOrder(
                        "Namespace/interop",
                        "ConfigMap/app-config",
                        "Deployment/interop-api",
                        "Service/interop-api",
                        "Ingress/interop-api",
                        "Certificate/interop-tls",
                        "PodDisruptionBudget/interop-api");
        var budget = scaled.the(PodDisruptionBudget.class, "interop-api").getSpec();
        assertThat(budget.getMaxUnavailable()).isEqualTo(new IntOrString(1));
        assertThat(budget.getSelector().getMatchLabels()).isEqualTo(SELECTOR);
    }

    @Test
    void replacesOnePodAfterTheOtherWithoutAGap() {
        DeploymentSpec deployment = spec(scaled);
        assertThat(deployment.getReplicas()).isEqualTo(3);
        assertThat(deployment.getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(deployment.getStrategy().getRollingUpdate().getMaxSurge()).isEqualTo(new IntOrString(1));
        assertThat(deployment.getStrategy().getRollingUpdate().getMaxUnavailable())
                .isEqualTo(new IntOrString(0));
        assertThat(deployment.getSelector().getMatchLabels()).isEqualTo(SELECTOR);
        PodSpec pod = deployment.getTemplate().getSpec();
        assertThat(pod.getTopologySpreadConstraints()).singleElement().satisfies(spread -> {
            assertThat(spread.getTopologyKey()).isEqualTo("kubernetes.io/hostname");
            assertThat(spread.getWhenUnsatisfiable()).isEqualTo("ScheduleAnyway");
            assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(SELECTOR);
        });
        // The Service forgets the pod before the server in it begins to stop, and both fit into the grace period.
        List<String> before =
                pod.getContainers().get(0).getLifecycle().getPreStop().getExec().getCommand();
        assertThat(before.get(0)).isEqualTo("sleep");
        assertThat(Long.parseLong(before.get(1))).isLessThan(pod.getTerminationGracePeriodSeconds() - 10);
    }

    @Test
    void sharesTheDatabaseThatTheSecretNames() {
        assertThat(scaled.the(ConfigMap.class, "app-config").getData()).containsEntry("DATABASE_REPLICAS", "true");
        PodSpec pod = spec(scaled).getTemplate().getSpec();
        Restricted.check(pod);
        assertThat(pod.getVolumes()).allMatch(volume -> volume.getEmptyDir() != null);
        assertThat(pod.getContainers().get(0).getEnvFrom())
                .anyMatch(source -> source.getSecretRef() != null
                        && source.getSecretRef().getName().equals("app-secrets"));
        assertThat(scaled.yaml()).doesNotContain("DATABASE_URL", "convo-db");
    }

    @Test
    void anUpdateRendersTheSameDeployment() {
        checkout.maven("k8s:resource", "-Pscale", "-Djkube.environment=app").orFail();
        Manifests update = checkout.manifests();
        assertThat(update.names()).doesNotContain("Namespace/interop", "PodDisruptionBudget/interop-api");
        assertThat(spec(update).getStrategy()).isEqualTo(spec(scaled).getStrategy());
        assertThat(spec(update).getReplicas()).isEqualTo(3);
    }

    @Test
    void onRequestTheNumberOfPodsFollowsTheirLoad() {
        checkout.maven("k8s:resource", "-Pscale,autoscale", "-Dinterop.maxReplicas=6", "-Dinterop.cpuTarget=700m")
                .orFail();
        Manifests manifests = checkout.manifests();
        // Any number here would be set again by each apply.
        assertThat(spec(manifests).getReplicas()).isNull();
        var scaler = manifests.the(HorizontalPodAutoscaler.class, "interop-api").getSpec();
        assertThat(scaler.getScaleTargetRef().getName()).isEqualTo("interop-api");
        assertThat(scaler.getMinReplicas()).isEqualTo(3);
        assertThat(scaler.getMaxReplicas()).isEqualTo(6);
        assertThat(scaler.getMetrics()).singleElement().satisfies(metric -> assertThat(
                        metric.getResource().getTarget().getAverageValue().toString())
                .isEqualTo("700m"));
    }

    private static DeploymentSpec spec(Manifests manifests) {
        return manifests.the(Deployment.class, "interop-api").getSpec();
    }
}
