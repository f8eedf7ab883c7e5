package me.fhir.chitchat.bridge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Many clients at once that cost next to nothing themselves: each is a socket that has sent one request. */
public final class ConcurrentClients implements AutoCloseable {
    private final List<SocketChannel> clients = new ArrayList<>();

    /** Connects so many clients, each sending the same request. */
    public ConcurrentClients(int port, int size, byte[] request) throws IOException {
        for (int i = 0; i < size; i++) {
            SocketChannel client = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            clients.add(client);
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                client.write(out);
            }
        }
    }

    /** The connections of so many clients are reset; they count no more. */
    public void kill(int size) throws IOException {
        List<SocketChannel> victims = clients.subList(0, size);
        for (SocketChannel victim : victims) {
            victim.setOption(StandardSocketOptions.SO_LINGER, 0);
            victim.close();
        }
        victims.clear();
    }

    /** What each of them got, read until the server hangs up. */
    public List<String> answers() throws IOException {
        List<String> answers = new ArrayList<>();
        ByteBuffer in = ByteBuffer.allocate(1 << 14);
        for (SocketChannel client : clients) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            while (client.read(in.clear()) >= 0) {
                answer.write(in.array(), 0, in.position());
            }
            answers.add(answer.toString(StandardCharsets.UTF_8));
        }
        return answers;
    }

    /** The stacks of threads that are inside code of these packages now. */
    public static List<String> threadsIn(String... packages) {
        return Thread.getAllStackTraces().values().stream()
                .map(stack -> Stream.of(stack).map(String::valueOf).toList())
                .filter(stack -> stack.stream().noneMatch(frame -> frame.contains("ConcurrentClients.threadsIn"))
                        && stack.stream().anyMatch(frame -> isOurs(frame, packages)))
                .map(stack -> String.join("\n  ", stack))
                .toList();
    }

    private static boolean isOurs(String frame, String... packages) {
        return !frame.contains("Test") && Stream.of(packages).anyMatch(name -> frame.contains(name + "."));
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
    }
}
