package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    private final HostCheck check = new HostCheck(
            "https://Chitchat.example/api", "one.example, two.example:8443", "https://ui.example"::equals);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:3000",
                "app.localhost:1",
                "127.0.0.1:3000",
                "192.168.1.20",
                "[::1]:3000",
                "[2001:db8::1]",
                "laptop.local:3000",
                "chitchat.example",
                "chitchat.example.:443",
                "one.example:1",
                "two.example",
            })
    void knowsItsOwnNames(String host) {
        assertThat(check.refusal(host, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "notlocal",
                "chitchat.example.evil.example",
                "",
                "evil.example:127.0.0.1",
            })
    void refusesOtherNamesAndSaysHowToAllowThem(String host) {
        assertThat(check.refusal(host, null))
                .hasValueSatisfying(refusal -> assertThat(refusal.sentence()).contains("ALLOWED_HOSTS"));
    }

    @Test
    void knowsTheMachinesOwnName() throws UnknownHostException {
        assertThat(check.refusal(InetAddress.getLocalHost().getHostName() + ":3000", null))
                .isEmpty();
    }

    @Test
    void acceptsAnyNameWhenConfigured() {
        assertThat(new HostCheck(null, "*", origin -> false).refusal("any.example", null))
                .isEmpty();
    }

    @Test
    void takesOriginsOfThisHostAndListedOnesOnly() {
        assertThat(check.refusal("localhost:3000", "http://localhost:3000")).isEmpty();
        assertThat(check.refusal("localhost:3000", "https://ui.example")).isEmpty();
        assertThat(check.refusal("localhost:3000", "http://localhost:3001"))
                .hasValueSatisfying(refusal -> assertThat(refusal.sentence()).contains("CORS_ALLOWED_ORIGINS"));
        assertThat(check.refusal("localhost:3000", "null")).isPresent();
        assertThat(check.refusal("evil.example", "https://ui.example")).isPresent();
    }
}
