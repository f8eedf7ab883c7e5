package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn k8s:apply} against an API server: the first time, again, an update, and wiping. */
class ApplyIT {
    @TempDir
    Path folder;

    private ApiServer api;
    private NamespacedKubernetesClient client;
    private Checkout checkout;

    @BeforeEach
    void start() throws Exception {
        api = new ApiServer();
        client = api.client();
        checkout = Checkout.in(folder);
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    @Test
    void deploysOnceAndChangesNothingTheSecondTime() {
        FinishedProcess first = apply("-Dinterop.tag=v1", "k8s:resource", "k8s:apply");
        assertThat(first.exit()).as(first.output()).isZero();
        assertThat(api.changes())
                .containsExactlyInAnyOrder(
                        "POST /api/v1/namespaces",
                        "POST /api/v1/namespaces/interop/persistentvolumeclaims",
                        "POST /api/v1/namespaces/interop/configmaps",
                        "POST /api/v1/namespaces/interop/services",
                        "POST /apis/apps/v1/namespaces/interop/deployments",
                        "POST /apis/networking.k8s.io/v1/namespaces/interop/ingresses",
                        "POST /apis/cert-manager.io/v1/namespaces/interop/certificates");
        bindTheClaim();
        String before = state();
        String claim = claim().getMetadata().getUid();
        client.secrets()
                .inNamespace("interop")
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("app-secrets")
                        .endMetadata()
                        .addToData("OPENROUTER_API_KEY", "c2stMQ==")
                        .build())
                .create();
        api.changes();

        apply("-Dinterop.tag=v1", "k8s:resource", "k8s:apply").orFail();
        apply("-Dinterop.tag=v1", "-Djkube.environment=app", "k8s:resource", "k8s:apply")
                .orFail();

        // The plugin sends patches that change nothing; a claim or anything else deleted or made anew would show here.
        assertThat(api.changes()).noneMatch(change -> change.startsWith("DELETE"));
        assertThat(state()).isEqualTo(before);

        apply("-Dinterop.tag=v2", "-Djkube.environment=app", "k8s:resource", "k8s:apply")
                .orFail();

        assertThat(client.apps()
                        .deployments()
                        .inNamespace("interop")
                        .withName("interop-api")
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("interop-api:v2");
        assertThat(claim().getMetadata().getUid()).isEqualTo(claim);
        assertThat(client.secrets()
                        .inNamespace("interop")
                        .withName("app-secrets")
                        .get()
                        .getData())
                .containsEntry("OPENROUTER_API_KEY", "c2stMQ==");
    }

    @Test
    void wipesAgainWithinTheOldJobsLifeAndNeverTakesTheOldJobForTheNew() {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("interop")
                        .endMetadata()
                        .build())
                .create();
        apply("-Djkube.environment=wipe-db", "k8s:resource", "k8s:undeploy", "k8s:apply")
                .orFail();
        String first = wipeJob();

        apply("-Djkube.environment=wipe-db", "k8s:resource", "k8s:undeploy", "k8s:apply")
                .orFail();
        assertThat(wipeJob()).isNotEqualTo(first);
        assertThat(client.namespaces().withName("interop").get())
                .as("the namespace survives the undeploy of a Job")
                .isNotNull();

        // Without the undeploy the plugin would leave the old Job and report success: it must name the next step.
        FinishedProcess refused = apply("-Djkube.environment=wipe-db", "k8s:resource", "k8s:apply");
        assertThat(refused.exit()).as(refused.output()).isNotZero();
        assertThat(refused.output())
                .contains("NOT WIPED", "mvn k8s:resource k8s:undeploy k8s:apply -Djkube.environment=wipe-db");
    }

    @Test
    void undeployingAVariantThatWasNotRenderedDeletesNothing() {
        apply("-Dinterop.tag=v1", "k8s:resource", "k8s:apply").orFail();
        api.changes();

        for (String variant : List.of("wipe-db", "wipe-debug", "backup", "hardened", "app")) {
            apply("-Djkube.environment=" + variant, "k8s:undeploy");
        }

        assertThat(api.changes()).isEmpty();
        assertThat(client.namespaces().withName("interop").get()).isNotNull();
    }

    private FinishedProcess apply(String... arguments) {
        return checkout.maven(Map.of("KUBECONFIG", api.kubeconfig(folder).toString()), arguments);
    }

    private String wipeJob() {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace("interop")
                .withName("wipe-convo-db")
                .get()
                .getMetadata()
                .getUid();
    }

    private PersistentVolumeClaim claim() {
        return client.persistentVolumeClaims()
                .inNamespace("interop")
                .withName("convo-db")
                .get();
    }

    /** As a storage driver does; the plugin deletes and makes anew a claim that is not bound. */
    private void bindTheClaim() {
        client.persistentVolumeClaims()
                .inNamespace("interop")
                .withName("convo-db")
                .editStatus(claim -> {
                    claim.setStatus(new PersistentVolumeClaimStatusBuilder()
                            .withPhase("Bound")
                            .build());
                    return claim;
                });
    }

    /** All objects but for the number that this server, unlike a real one, raises at a patch without a change. */
    private String state() {
        List<HasMetadata> all = new ArrayList<>();
        all.addAll(client.apps().deployments().inNamespace("interop").list().getItems());
        all.addAll(client.services().inNamespace("interop").list().getItems());
        all.addAll(client.configMaps().inNamespace("interop").list().getItems());
        all.addAll(
                client.network().v1().ingresses().inNamespace("interop").list().getItems());
        all.addAll(client.persistentVolumeClaims().inNamespace("interop").list().getItems());
        all.addAll(client.genericKubernetesResources("cert-manager.io/v1", "Certificate")
                .inNamespace("interop")
                .list()
                .getItems());
        assertThat(all).hasSize(6);
        all.forEach(item -> item.getMetadata().setResourceVersion(null));
        return Serialization.asYaml(all);
    }
}
