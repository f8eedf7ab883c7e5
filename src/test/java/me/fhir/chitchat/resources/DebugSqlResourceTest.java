package me.fhir.chitchat.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.http.admission.ResponsePermits;
import org.junit.jupiter.api.Test;

class DebugSqlResourceTest {
    private final List<ResponsePermits.HeldPermit> held = new ArrayList<>();

    /** Remembers what a response has to give back once it is counted. */
    private final ContainerRequestContext context = (ContainerRequestContext) Proxy.newProxyInstance(
            ContainerRequestContext.class.getClassLoader(),
            new Class<?>[] {ContainerRequestContext.class},
            (self, method, values) -> {
                if (method.getName().equals("setProperty")) {
                    held.add((ResponsePermits.HeldPermit) values[1]);
                }
                return null;
            });

    private final DebugSqlResource resource =
            new DebugSqlResource((sql, parameters) -> new ReadOnlySql.QueryResult(List.of(), 0, null));

    private int status() {
        return resource.read(context, new ByteArrayInputStream("{\"sql\":\"SELECT 1\"}".getBytes(UTF_8)))
                .getStatus();
    }

    @Test
    void twoStatementsAndTheirResponsesAreInMemoryAtATime() {
        assertThat(status()).isEqualTo(200);
        assertThat(status()).isEqualTo(200);
        assertThatThrownBy(this::status).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status())
                .isEqualTo(503));
        held.get(0).close();
        assertThat(status()).isEqualTo(200);
    }
}
