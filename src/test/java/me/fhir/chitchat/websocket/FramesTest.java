package me.fhir.chitchat.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
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
    private DataInputStream in;

    @BeforeEach
    void connect() throws Exception {
        server = TestServer.start(folder.resolve("data.db"), Map.of("webSocket.maxFrameBytes", "1024"));
        socket = RawWebSocket.open(server.webSocket());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        assertThat(receive(TEXT)).contains("welcome");
    }

    @AfterEach
    void disconnect() throws Exception {
        socket.close();
        server.close();
    }

    private void send(int firstByte, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(firstByte, payload));
    }

    private static byte[] frame(int firstByte, byte[] payload) {
        byte[] frame = new byte[payload.length + 6];
        frame[0] = (byte) firstByte;
        frame[1] = (byte) (MASKED | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    /** The payload of the next frame, which must be whole and of this kind. */
    private String receive(int opCode) throws IOException {
        return new String(receiveBytes(opCode), UTF_8);
    }

    private byte[] receiveBytes(int opCode) throws IOException {
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
    void aClientThatIsStillSendingWhenItIsRefusedHearsWhy() throws Exception {
        byte[] piece = "x".repeat(125).getBytes(UTF_8);
        send(TEXT, piece);
        // More than the buffers of a connection take, so that it can only be sent if it is read.
        byte[] another = frame(CONTINUATION, piece);
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        for (int i = 0; i < 100_000; i++) {
            out.write(another);
        }
        out.flush();
        send(FIN | CONTINUATION, piece);
        assertThat(receiveCloseCode()).isEqualTo(1009);
    }

    @Test
    void aClientThatPingsAndDoesNotReadLeavesNoPongsBehind() throws Exception {
        int pings = 200_000;
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        for (int i = 0; i < pings; i++) {
            out.write(frame(FIN | PING, String.format("%0100d", i).getBytes(UTF_8)));
        }
        out.flush();
        String last = String.format("%0100d", pings - 1);
        int pongs = 1;
        while (!receive(PONG).equals(last)) {
            pongs++;
        }
        assertThat(pongs).isLessThan(pings);
    }

    @Test
    void answersACloseFrameWithItsCode() throws Exception {
        send(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8});
        assertThat(receiveCloseCode()).isEqualTo(1000);
        assertThat(in.read()).isEqualTo(-1);
    }
}
