package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;

/** The level "restricted" of Kubernetes' Pod Security Standards, and a little more. */
final class Restricted {
    private Restricted() {}

    static void check(PodSpec pod) {
        var security = pod.getSecurityContext();
        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getRunAsUser()).isEqualTo(10001L);
        assertThat(security.getRunAsGroup()).isEqualTo(10001L);
        assertThat(security.getFsGroup()).isEqualTo(10001L);
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(pod.getVolumes())
                .allMatch(volume -> volume.getEmptyDir() != null || volume.getPersistentVolumeClaim() != null);
        assertThat(pod.getContainers()).isNotEmpty().allSatisfy(Restricted::check);
    }

    private static void check(Container container) {
        var security = container.getSecurityContext();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
        assertThat(security.getPrivileged()).isNull();
        assertThat(container.getResources().getLimits()).containsKeys("memory", "ephemeral-storage");
        assertThat(container.getPorts()).allMatch(port -> port.getHostPort() == null);
    }
}
