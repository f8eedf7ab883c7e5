package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import me.fhir.chitchat.http.admission.AddressCeiling.Admittance;
import org.junit.jupiter.api.Test;

class AddressCeilingTest {
    private final AddressCeiling ceiling = new AddressCeiling(2, InetAddress::isLoopbackAddress);

    @Test
    void countsTheConnectionsOfEachAddress() throws UnknownHostException {
        InetAddress one = InetAddress.getByName("192.0.2.1");
        assertThat(ceiling.opened(one)).isEqualTo(Admittance.ADMITTED);
        assertThat(ceiling.opened(one)).isEqualTo(Admittance.ADMITTED);
        assertThat(ceiling.opened(one)).isEqualTo(Admittance.ANSWERED);
        assertThat(ceiling.opened(one)).isEqualTo(Admittance.ANSWERED);
        assertThat(ceiling.opened(one)).isEqualTo(Admittance.CLOSED);
        assertThat(ceiling.opened(InetAddress.getByName("192.0.2.2"))).isEqualTo(Admittance.ADMITTED);
        for (int i = 0; i < 5; i++) {
            ceiling.closed(one);
        }
        assertThat(ceiling.opened(one)).isEqualTo(Admittance.ADMITTED);
    }

    @Test
    void doesNotCountExemptAddressesAndNothingWithoutACeiling() throws UnknownHostException {
        AddressCeiling none = new AddressCeiling(0, address -> false);
        for (int i = 0; i < 10; i++) {
            assertThat(ceiling.opened(InetAddress.getLoopbackAddress())).isEqualTo(Admittance.ADMITTED);
            assertThat(none.opened(InetAddress.getByName("192.0.2.1"))).isEqualTo(Admittance.ADMITTED);
        }
    }
}
