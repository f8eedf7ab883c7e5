package me.fhir.chitchat.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.http.address.IpLiteral;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGuardTest {
    /** Names that lead to addresses which only this machine or its network has. */
    private static final Map<String, String> NAMES = Map.of(
            "public.example", "93.184.215.14",
            "loopback.example", "127.0.0.1",
            "private.example", "10.1.2.3",
            "metadata.example", "169.254.169.254",
            "six.example", "::1",
            "mapped.example", "::ffff:10.0.0.1",
            "nat64.example", "64:ff9b::7f00:1",
            "localhost", "127.0.0.1");

    private static OutboundGuard allowing(String list) {
        return new OutboundGuard(AllowList.of(list), host -> {
            if (!NAMES.containsKey(host)) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {address(NAMES.get(host))};
        });
    }

    private static InetAddress address(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }

    private static OutboundFailure refusal(OutboundGuard guard, String url) {
        return catchThrowableOfType(OutboundException.class, () -> guard.check(OutboundGuard.parse(url)))
                .failure();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Schemes and forms.
                "ftp://public.example/",
                "file:///etc/passwd",
                "gopher://public.example:70/_",
                "jar:http://public.example!/",
                "//public.example/",
                "public.example",
                "http:///path",
                "http:public.example",
                "http://user@public.example/",
                "http://user:word@public.example/",
                "http://public.example@127.0.0.1/",
                "http://127.0.0.1#@public.example/",
                "http://public.example:0/",
                "http://public.example:65536/",
                "http://pub lic.example/",
                "http://[::1/",
                "http://①②⑦.⓪.⓪.①/",
                "http://public.example\\@127.0.0.1/",
                // Loopback, in all ways to write it.
                "http://127.0.0.1/",
                "http://127.255.255.254/",
                "http://127.1/",
                "http://127.0.1/",
                "http://2130706433/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://0x7f.0.0.1/",
                "http://0x7f000001/",
                "http://127.0.0.01/",
                "http://127.0.0.1./",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[fe80::1%25eth0]/",
                // What networks keep to themselves.
                "http://0.0.0.0/",
                "http://0/",
                "http://[::]/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://[fd12:3456::1]/",
                "http://[fe80::1]/",
                "http://[fec0::1]/",
                // Metadata.
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "http://2852039166/",
                "http://0xA9FEA9FE/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                // Everything else that is not a host on the internet.
                "http://224.0.0.1/",
                "http://[ff02::1]/",
                "http://255.255.255.255/",
                "http://240.0.0.1/",
                "http://192.0.2.1/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://198.18.0.1/",
                "http://[2001:db8::1]/",
                "http://[3fff::1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001::1]/",
                "http://[4000::1]/",
                // Names that lead there.
                "http://loopback.example/",
                "http://private.example/",
                "http://metadata.example/",
                "http://six.example/",
                "http://mapped.example/",
                "http://nat64.example/",
                // Ports.
                "http://public.example:22/",
                "http://public.example:25/",
                "https://public.example:1023/",
            })
    void refusesForgedAddresses(String url) {
        assertThat(refusal(allowing("none"), url)).isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://public.example/",
                "https://PUBLIC.example./a?b=c#d",
                "https://public.example:8443/",
                "http://93.184.215.14:1024/",
                "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
                "http://[::ffff:93.184.215.14]/"
            })
    void admitsPublicAddresses(String url) {
        assertThatCode(() -> allowing("none").check(OutboundGuard.parse(url))).doesNotThrowAnyException();
    }

    @Test
    void aNameThatNobodyKnowsIsRefusedAsUnreachable() {
        assertThat(refusal(allowing("none"), "http://nowhere.example/")).isEqualTo(OutboundFailure.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "10.1.2.3/32", "10.1.2.3:8080", "private.example", "Private.Example:8080"})
    void anEntryOpensWhatItNamesAndNothingElse(String entry) {
        OutboundGuard guard = allowing(entry);
        assertThatCode(() -> guard.check(URI.create("http://private.example:8080/")))
                .doesNotThrowAnyException();
        for (String other : List.of(
                "http://10.1.2.4:8080/",
                "http://127.0.0.1:8080/",
                "http://loopback.example:8080/",
                "http://169.254.169.254:8080/",
                "http://private.example:22/")) {
            assertThat(refusal(guard, other)).as(other).isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
        }
    }

    @Test
    void anEntryWithAPortOpensThatPortAlone() {
        for (String entry : List.of("10.1.2.3:22", "private.example:22")) {
            assertThatCode(() -> allowing(entry).check(URI.create("http://private.example:22/")))
                    .doesNotThrowAnyException();
            assertThat(refusal(allowing(entry), "http://private.example/"))
                    .isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
        }
        assertThatCode(() -> allowing("public.example:25").check(URI.create("http://public.example:25/")))
                .doesNotThrowAnyException();
        assertThatCode(() -> allowing("[::1]:22").check(URI.create("http://six.example:22/")))
                .doesNotThrowAnyException();
    }

    @Test
    void localAdmitsThisMachineAndItsNetworkButNoMetadata() {
        OutboundGuard guard = allowing("local");
        for (String url : List.of("http://localhost:9999/", "http://private.example/", "http://[::1]:8080/")) {
            assertThatCode(() -> guard.check(URI.create(url))).as(url).doesNotThrowAnyException();
        }
        for (String url : List.of(
                "http://metadata.example/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://0.0.0.0/",
                "http://2130706433/",
                "http://localhost:22/")) {
            assertThat(refusal(guard, url)).as(url).isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
        }
    }

    @Test
    void metadataIsOnlyOpenedByItsOwnAddress() {
        for (String list : List.of("169.254.0.0/16", "0.0.0.0/0", "metadata.example")) {
            assertThat(refusal(allowing(list), "http://metadata.example/"))
                    .as(list)
                    .isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
        }
        assertThatCode(() -> allowing("169.254.169.254").check(URI.create("http://metadata.example/")))
                .doesNotThrowAnyException();
    }

    @Test
    void triesOnlyTheAdmittedOfSeveralAddresses() throws Exception {
        OutboundGuard guard = new OutboundGuard(AllowList.of("none"), host ->
                new InetAddress[] {InetAddress.getLoopbackAddress(), address("93.184.215.14")});
        assertThat(guard.admitted("two.example", 80)).containsExactly(address("93.184.215.14"));
    }

    @Test
    void theDefaultIsLocalExceptInAPod() {
        OutboundConfiguration unset = new OutboundConfiguration(null, null, null);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThat(unset.allowList(Map.of()).admits("x", loopback, 80)).isTrue();
        assertThat(unset.allowList(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"))
                        .admits("x", loopback, 80))
                .isFalse();
        assertThat(new OutboundConfiguration("local", null, null)
                        .allowList(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"))
                        .admits("x", loopback, 80))
                .isTrue();
    }
}
