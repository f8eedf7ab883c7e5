package me.fhir.chitchat.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client may do with frames (RFC 6455, sections 5 and 8.1). */
class FramesTest {
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    @TempDir
    private Path folder;

    private TestServer server;
    private Socket socket;

    @BeforeEach
    void connect() throws Exception {
        server = TestServer.start(folder.resolve("data.db"), Map.of("webSocket.maxFrameBytes", "1024"));
        socket = RawWebSocket.open(server.webSocket());
        assertThat(receive(TEXT)).contains("welcome");
    }

    @AfterEach
    void disconnect() throws Exception {
        socket.close();
        server.close();
    }

    private void send(int firstByte, byte[] payload) throws IOException {
        byte[] frame = new byte[payload.length + 6];
        frame[0] = (byte) firstByte;
        frame[1] = (byte) (MASKED | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        socket.getOutputStream().write(frame);
    }

    /** The payload of the next frame, which must be whole and of this kind. */
    private String receive(int opCode) throws IOException {
        return new String(receiveBytes(opCode), UTF_8);
    }

    private byte[] receiveBytes(int opCode) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertThat(in.readUnsignedByte()).isEqualTo(FIN | opCode);
        int length = in.readUnsignedByte();
        return in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
    }

    private int receiveCloseCode() throws IOException {
        byte[] payload = receiveBytes(CLOSE);
        return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }

    @Test
    void answersAMessageThatCameInPiecesWithAPingBetweenThem() throws Exception {
        byte[] text = "{\"id\":\"é\",\"method\":\"ping\"}".getBytes(UTF_8);
        // The first piece ends within a character.
        send(TEXT, Arrays.copyOf(text, 8));
        send(FIN | PING, "still there?".getBytes(UTF_8));
        assertThat(receive(PONG)).isEqualTo("still there?");
        send(CONTINUATION, Arrays.copyOfRange(text, 8, 20));
        send(FIN | PONG, new byte[0]);
        send(FIN | CONTINUATION, Arrays.copyOfRange(text, 20, text.length));
        assertThat(receive(TEXT)).contains("\"id\":\"é\"", "\"ok\":true");
    }

    @Test
    void refusesABinaryMessageOnceHoweverManyPiecesItHas() throws Exception {
        send(BINARY, new byte[] {1});
        send(CONTINUATION, new byte[] {2});
        send(FIN | CONTINUATION, new byte[] {3});
        assertThat(receive(TEXT)).contains("-32600", "binary");
        send(FIN | TEXT, "{\"id\":1,\"method\":\"ping\"}".getBytes(UTF_8));
        assertThat(receive(TEXT)).contains("\"id\":1");
    }

    @Test
    void closesWhatIsNotUtf8With1007() throws Exception {
        send(FIN | TEXT, new byte[] {'"', (byte) 0xC3, '"'});
        assertThat(receiveCloseCode()).isEqualTo(1007);
    }

    @Test
    void closesAMessageThatIsTooLongInAllWith1009() throws Exception {
        for (int i = 0; i < 9; i++) {
            send(i == 0 ? TEXT : CONTINUATION, "x".repeat(125).getBytes(UTF_8));
        }
        assertThat(receiveCloseCode()).isEqualTo(1009);
    }

    @Test
    void answersACloseFrameWithItsCode() throws Exception {
        send(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8});
        assertThat(receiveCloseCode()).isEqualTo(1000);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
}
