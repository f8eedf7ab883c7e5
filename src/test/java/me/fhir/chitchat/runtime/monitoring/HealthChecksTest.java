package me.fhir.chitchat.runtime.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
    @Test
    void anEventLoopThatIsHeldUpIsUnhealthyAndRecovers() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.start();
        CountDownLatch release = new CountDownLatch(1);
        try {
            EventLoopHealthCheck watching = new EventLoopHealthCheck(Duration.ofSeconds(30));
            watching.watch(server);
            assertThat(watching.execute().isHealthy()).isTrue();

            connector.getSelectorManager().getBean(ManagedSelector.class).submit(unused -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            EventLoopHealthCheck impatient = new EventLoopHealthCheck(Duration.ofMillis(20));
            impatient.watch(server);
            assertThat(impatient.execute().isHealthy()).isFalse();
            release.countDown();
            assertThat(watching.execute().isHealthy()).isTrue();
        } finally {
            release.countDown();
            server.stop();
        }
    }

    @Test
    void aVolumeThatIsNearlyFullIsUnhealthy() {
        assertThat(new DiskSpaceHealthCheck(() -> DiskSpaceHealthCheck.MIN_FREE_BYTES)
                        .execute()
                        .isHealthy())
                .isTrue();
        assertThat(new DiskSpaceHealthCheck(() -> 1).execute().getMessage()).contains("1 bytes left");
    }

    @Test
    void aFileWithoutTheSchemaIsUnhealthy() {
        assertThat(new MigrationsHealthCheck(() -> true).execute().isHealthy()).isTrue();
        assertThat(new MigrationsHealthCheck(() -> false).execute().isHealthy()).isFalse();
    }
}
