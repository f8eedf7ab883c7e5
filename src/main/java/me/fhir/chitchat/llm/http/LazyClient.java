package me.fhir.chitchat.llm.http;

import jakarta.ws.rs.client.Client;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that is built when it is first asked for: a server whose agents are all rehearsed never needs its five hundred
 * classes. For any thread.
 */
public final class LazyClient implements Supplier<Client>, AutoCloseable {
    private final Supplier<Client> building;
    private @Nullable Client client;
    private boolean closed;

    /** Builds nothing yet. */
    public LazyClient(Supplier<Client> building) {
        this.building = building;
    }

    /** @throws IllegalStateException after {@link #close} */
    @Override
    public synchronized Client get() {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        if (client == null) {
            client = building.get();
        }
        return client;
    }

    /** Closes the client, and with it all its connections, if there is one; none is built any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }
}
