package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private final ClientAddress behindProxies = new ClientAddress("10.0.0.0/8, fc00::/7");

    @Test
    void trustsNoProxyUnlessConfigured() {
        assertThat(new ClientAddress(null).of("10.1.2.3", List.of("192.0.2.7"))).isEqualTo("10.1.2.3");
        assertThat(new ClientAddress(" ").of("127.0.0.1", List.of("192.0.2.7"))).isEqualTo("127.0.0.1");
    }

    @Test
    void believesATrustedProxyAndNoOther() {
        assertThat(behindProxies.of("10.1.2.3", List.of("192.0.2.7"))).isEqualTo("192.0.2.7");
        assertThat(behindProxies.of("11.1.2.3", List.of("192.0.2.7"))).isEqualTo("11.1.2.3");
        assertThat(behindProxies.of("10.1.2.3", List.of())).isEqualTo("10.1.2.3");
    }

    @Test
    void aClientCannotInventProxiesOfItsOwn() {
        assertThat(behindProxies.of("10.1.2.3", List.of("198.51.100.1, 192.0.2.7")))
                .isEqualTo("192.0.2.7");
        assertThat(behindProxies.of("10.1.2.3", List.of("198.51.100.1", "192.0.2.7, 10.9.9.9")))
                .isEqualTo("192.0.2.7");
        assertThat(behindProxies.of("10.1.2.3", List.of("localhost"))).isEqualTo("10.1.2.3");
    }

    @Test
    void countsASiteOfIpv6Once() {
        String one = behindProxies.of("2001:db8:1:2:aaaa::1", List.of());
        assertThat(behindProxies.of("2001:db8:1:2:bbbb::2", List.of())).isEqualTo(one);
        assertThat(behindProxies.of("2001:db8:1:3::1", List.of())).isNotEqualTo(one);
        assertThat(behindProxies.of("fd00::1", List.of("[2001:db8:1:2::9]"))).isEqualTo(one);
    }
}
