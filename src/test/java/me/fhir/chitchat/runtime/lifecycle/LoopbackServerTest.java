package me.fhir.chitchat.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.lifecycle.Managed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
    @Test
    void whatWasStartedIsStoppedWhenTheStartFails() {
        List<String> happened = new ArrayList<>();
        Environment environment = new Environment("test");
        environment.lifecycle().manage(new Managed() {
            @Override
            public void start() {
                happened.add("started");
            }

            @Override
            public void stop() {
                happened.add("stopped");
                throw new IllegalStateException("a part did not stop");
            }
        });
        environment.lifecycle().addServerLifecycleListener(server -> {
            throw new IllegalStateException("a listener failed");
        });
        assertThatThrownBy(
                        () -> LoopbackServer.start(new DefaultServerFactory(), new HttpConnectorFactory(), environment))
                .hasMessageContaining("a listener failed");
        assertThat(happened).containsExactly("started", "stopped");
    }
}
