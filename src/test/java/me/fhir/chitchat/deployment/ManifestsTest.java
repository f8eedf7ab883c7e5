package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** That the strict reading of manifests is strict: without this the deployment's tests might see nothing. */
class ManifestsTest {
    private static final String CLAIM = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: c}
              spec: {accessModes: [ReadWriteOnce], %s}
            """;

    @Test
    void readsWhatIsRight() {
        assertThat(Manifests.of(CLAIM.formatted("volumeMode: Filesystem")).names())
                .containsExactly("PersistentVolumeClaim/c");
    }

    @Test
    void refusesAKeyThatKubernetesDoesNotKnow() {
        assertThatThrownBy(() -> Manifests.of(CLAIM.formatted("volumeModus: Filesystem")))
                .hasMessageContaining("volumeModus");
    }

    @Test
    void refusesAPlaceholder() {
        assertThatThrownBy(() -> Manifests.of(CLAIM.formatted("storageClassName: \"${x}\"")))
                .hasMessageContaining("placeholders");
    }

    @Test
    void refusesASecretAndADouble() {
        String secret = "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: s}}\n";
        assertThatThrownBy(() -> Manifests.of(secret)).hasMessageContaining("secret");
        String twice = CLAIM.formatted("volumeMode: Block");
        assertThatThrownBy(() -> Manifests.of(twice + twice.substring(twice.indexOf("- apiVersion"))))
                .isInstanceOf(AssertionError.class);
    }
}
