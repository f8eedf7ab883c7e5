package me.fhir.chitchat.history;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that are started again at the same place. */
final class FreePorts {
    /** Below the ports that systems give to outgoing connections, which would take one while its server is down. */
    private static final int FIRST = 12_000;

    private static final int LAST = 30_000;
    private static final int ATTEMPTS = 100;

    private FreePorts() {}

    static int next() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                // Somebody has it.
            }
        }
        throw new IOException("no port is free");
    }
}
