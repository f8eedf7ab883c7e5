package me.fhir.chitchat.resources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.outbound.ExternalServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server of ours, and before each test an external one that it is to call. */
abstract class ExternalServerCase {
    @TempDir
    private static Path folder;

    private static @Nullable TestServer server;
    private @Nullable ExternalServer stub;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet("trustedProxies", "127.0.0.0/8"));
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    @BeforeEach
    void open() throws IOException {
        stub = new ExternalServer();
    }

    @AfterEach
    void close() {
        stub().close();
    }

    static Path folder() {
        return folder;
    }

    static TestServer server() {
        return Objects.requireNonNull(server);
    }

    ExternalServer stub() {
        return Objects.requireNonNull(stub);
    }
}
