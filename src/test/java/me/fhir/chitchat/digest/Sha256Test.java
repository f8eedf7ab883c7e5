package me.fhir.chitchat.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {
    /** FIPS 180-2, appendix B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void givesTheDigestOfTheStandardsExample() {
        assertThat(Sha256.hex("abc")).isEqualTo(OF_ABC);
        assertThat(Sha256.base64("abc")).isEqualTo("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assertThat(Sha256.base64Url("abc")).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
        assertThat(Sha256.fingerprint("abc")).isEqualTo("ungWv48Bz-pBQUDeXa4iI7");
    }

    @Test
    void readsTextAsUtf8() {
        byte[] bytes = Sha256.of("ä€😀".getBytes(StandardCharsets.UTF_8));
        assertThat(Sha256.same(Sha256.of("ä€😀"), bytes)).isTrue();
        assertThat(Sha256.same(Sha256.of("ä€"), bytes)).isFalse();
    }
}
