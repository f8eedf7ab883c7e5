package me.fhir.chitchat.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/** WebSocket by hand, for what no client library does. */
final class RawWebSocket {
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;

    private RawWebSocket() {}

    static Socket open(URI uri) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        return socket;
    }

    /** One text frame of a client, masked with zeros, of at most 125 bytes. */
    static byte[] maskedText(byte[] text) {
        byte[] frame = new byte[text.length + 6];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) (MASKED | text.length);
        System.arraycopy(text, 0, frame, 6, text.length);
        return frame;
    }
}
