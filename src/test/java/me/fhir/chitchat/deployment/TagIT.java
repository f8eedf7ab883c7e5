package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tag an image gets, with goals called without a phase; the clean checkout is in {@link RenderedManifestsIT}. */
class TagIT {
    @TempDir
    Path folder;

    @Test
    void saysDirtyAndWhenInACheckoutWithChanges() throws Exception {
        Checkout checkout = Checkout.in(folder).committed();
        Files.writeString(folder.resolve("config.yml"), "\n# changed\n");

        String output =
                checkout.maven("k8s:resource", "-Djkube.environment=app").orFail();

        String commit = checkout.git("rev-parse", "HEAD").substring(0, 7);
        assertThat(tag(checkout)).matches(commit + "-dirty-2\\d{13}");
        assertThat(output).contains("interop.tag to " + commit);
        // The short name for updates: what the server consists of and its way in, but no storage.
        assertThat(checkout.manifests().names())
                .containsExactlyInAnyOrder(
                        "ConfigMap/app-config",
                        "Deployment/interop-api",
                        "Service/interop-api",
                        "Ingress/interop-api",
                        "Certificate/interop-tls");
    }

    @Test
    void staysCleanWhenAFileKeepsTheInstallationsProperties() throws Exception {
        Checkout checkout = Checkout.in(folder).committed();
        Files.writeString(folder.resolve(".mvn/maven.config"), "-Dinterop.host=chat.example.org\n");

        checkout.maven("k8s:resource", "-Djkube.environment=app").orFail();

        assertThat(tag(checkout)).isEqualTo(checkout.git("rev-parse", "HEAD").substring(0, 7));
        assertThat(checkout.manifests().yaml()).contains("chat.example.org");
    }

    @Test
    void saysVersionAndWhenOutsideOfGit() throws Exception {
        Checkout checkout = Checkout.in(folder);

        String output = checkout.maven("k8s:resource", "-Djkube.environment=storage,app")
                .orFail();

        assertThat(tag(checkout)).matches("0\\.1\\.0-SNAPSHOT-nogit-2\\d{13}");
        assertThat(output).contains("not part of a git repository");
        assertThat(checkout.manifests().names())
                .contains("PersistentVolumeClaim/convo-db", "Ingress/interop-api", "Certificate/interop-tls");
    }

    private static String tag(Checkout checkout) {
        String image = checkout.manifests()
                .the(Deployment.class, "interop-api")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
        assertThat(image).startsWith("interop-api:");
        return image.substring("interop-api:".length());
    }
}
