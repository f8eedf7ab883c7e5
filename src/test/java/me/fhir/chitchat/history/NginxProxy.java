package me.fhir.chitchat.history;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** An nginx in front of servers with ports of their own; it takes any of them that can be connected to. */
final class NginxProxy implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final String CONFIGURATION = """
            daemon off;
            pid nginx.pid;
            worker_processes 1;
            error_log nginx.log;
            events { worker_connections 2048; }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxied;
              fastcgi_temp_path unused-1;
              uwsgi_temp_path unused-2;
              scgi_temp_path unused-3;
              map $http_upgrade $connection_header { default upgrade; '' ''; }
              upstream chitchat {
            %s
                keepalive 16;
              }
              server {
                listen 127.0.0.1:%d;
                location / {
                  proxy_pass http://chitchat;
                  proxy_http_version 1.1;
                  proxy_set_header Host $host:$server_port;
                  proxy_set_header X-Forwarded-For $remote_addr;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection $connection_header;
                  proxy_connect_timeout 2s;
                  proxy_read_timeout 1h;
                  proxy_buffering off;
                }
              }
            }
            """;

    private final Process process;
    private final int port;

    private NginxProxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it in a folder, which its configuration stays in. */
    static NginxProxy start(Path folder, int port, List<Integer> servers) throws IOException {
        Path home = Files.createDirectories(folder.resolve("nginx")).toAbsolutePath();
        String upstream = servers.stream()
                .map(each -> "    server 127.0.0.1:" + each + " max_fails=1 fail_timeout=1s;")
                .collect(Collectors.joining("\n"));
        Path configuration = Files.writeString(home.resolve("nginx.conf"), CONFIGURATION.formatted(upstream, port));
        Process process = new ProcessBuilder(
                        "nginx", "-p", home.toString(), "-e", "nginx.log", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        NginxProxy proxy = new NginxProxy(process, port);
        proxy.awaitServing(home);
        return proxy;
    }

    private void awaitServing(Path home) throws IOException {
        Instant end = Instant.now().plus(START);
        while (!serves()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroy();
                throw new IOException("nginx does not serve:\n" + Files.readString(home.resolve("output.log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private boolean serves() {
        try {
            HttpURLConnection health = (HttpURLConnection)
                    URI.create(address().http() + "/api/health").toURL().openConnection();
            return health.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    ServerAddress address() {
        return ServerAddress.of(URI.create("http://127.0.0.1:" + port));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IOException("nginx did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
