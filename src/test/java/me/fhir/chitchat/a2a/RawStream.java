package me.fhir.chitchat.a2a;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream on a socket of its own: every line as it comes, and an end without farewell. */
final class RawStream implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    private RawStream(Socket socket) throws IOException {
        this.socket = socket;
        this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static RawStream open(A2aServer server, String meta, String version, String method, String params)
            throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(request(server, meta, version, method, params));
        RawStream stream = new RawStream(socket);
        for (String header = stream.lines.readLine(); !header.isEmpty(); header = stream.lines.readLine()) {
            if (header.startsWith("HTTP/") && !header.endsWith(" 200 OK")) {
                throw new IOException(header);
            }
        }
        return stream;
    }

    /** HTTP/1.0: the answer comes as it is, not in chunks, and ends with the connection. */
    static byte[] request(A2aServer server, String meta, String version, String method, String params) {
        byte[] body = ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}")
                .getBytes(StandardCharsets.UTF_8);
        String head =
                "POST " + server.uri(meta, "/a2a").getPath() + " HTTP/1.0\r\nHost: localhost\r\n" + "A2A-Version: "
                        + version + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the stream has ended");
        }
        return line;
    }

    /** What comes until the server ends it. */
    List<String> rest() throws IOException {
        List<String> rest = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            rest.add(line);
        }
        return rest;
    }

    /** The connection is reset. */
    void kill() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
