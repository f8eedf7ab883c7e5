package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.nio.file.Path;
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
        Ran first = apply("-Dinterop.tag=v1", "k8s:resource", "k8s:apply");
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

        assertThat(api.changes())
                .as("only the plugin's way with custom resources: it puts the same again")
                .allMatch("PUT /apis/cert-manager.io/v1/namespaces/interop/certificates/interop-tls"::equals);
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
        apply("-Djkube.environment=wipe-db", "k8s:resource", "k8s:undeploy", "k8s:apply")
                .orFail();
        String first = wipeJob();

        apply("-Djkube.environment=wipe-db", "k8s:resource", "k8s:undeploy", "k8s:apply")
                .orFail();
        assertThat(wipeJob()).isNotEqualTo(first);
        assertThat(client.namespaces().withName("interop").get())
                .as("the namespace survives the undeploy of a Job")
                .isNotNull();

        // Without the undeploy the old Job stands in the way: that must be an error which says what to do.
        Ran refused = apply("-Djkube.environment=wipe-db", "k8s:resource", "k8s:apply");
        assertThat(refused.exit()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains("the old Job must go first: kubectl -n interop delete job wipe-convo-db");
    }

    private Ran apply(String... arguments) {
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

    /** What a rollout would see: resource versions and generations, but the Certificate's, which is put again. */
    private String state() {
        return List.of(
                        client.apps()
                                .deployments()
                                .inNamespace("interop")
                                .withName("interop-api")
                                .get()
                                .getMetadata(),
                        client.services()
                                .inNamespace("interop")
                                .withName("interop-api")
                                .get()
                                .getMetadata(),
                        client.configMaps()
                                .inNamespace("interop")
                                .withName("app-config")
                                .get()
                                .getMetadata(),
                        client.network()
                                .v1()
                                .ingresses()
                                .inNamespace("interop")
                                .withName("interop-api")
                                .get()
                                .getMetadata(),
                        claim().getMetadata())
                .toString();
    }
}
