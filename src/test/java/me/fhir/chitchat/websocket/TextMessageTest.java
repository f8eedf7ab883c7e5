package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextMessageTest {
    private final TextMessage message = new TextMessage(1000);

    private boolean add(int... bytes) {
        ByteBuffer payload = ByteBuffer.allocate(bytes.length);
        for (int b : bytes) {
            payload.put((byte) b);
        }
        return message.add(payload.flip().asReadOnlyBuffer());
    }

    @Test
    void putsFramesTogetherEvenInTheMiddleOfACharacter() {
        byte[] euro = "a€\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
        for (byte b : euro) {
            assertThat(add(b)).isTrue();
        }
        assertThat(message.take()).contains("a€\uD83D\uDE00");
        assertThat(message.take()).contains("");
        add('b');
        assertThat(message.take()).contains("b");
    }

    @Test
    void refusesWhatIsNotUtf8ButNotTheReplacementCharacter() {
        add(0xC3, 0x28);
        assertThat(message.take()).isEmpty();
        add(0xE2, 0x82);
        assertThat(message.take()).isEmpty();
        add(0xED, 0xA0, 0x80);
        assertThat(message.take()).isEmpty();
        add(0xEF, 0xBF, 0xBD);
        assertThat(message.take()).contains("\uFFFD");
    }

    @Test
    void takesAsManyBytesAsTheLimitAllows() {
        assertThat(message.add(ByteBuffer.allocate(600))).isTrue();
        assertThat(message.add(ByteBuffer.allocate(401))).isFalse();
        assertThat(message.add(ByteBuffer.allocate(400))).isTrue();
        assertThat(message.take()).hasValueSatisfying(text -> assertThat(text).hasSize(1000));
    }
}
