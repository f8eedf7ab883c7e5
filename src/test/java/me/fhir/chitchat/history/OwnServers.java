package me.fhir.chitchat.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The servers that a run starts for itself, with harm done to each of them. */
final class OwnServers implements AutoCloseable {
    private final @Nullable PostgresServer database;
    private final List<ServerNode> nodes = new ArrayList<>();

    private OwnServers(@Nullable PostgresServer database) {
        this.database = database;
    }

    /** Starts them. */
    static OwnServers start(Path folder, int count, boolean postgresql, Nemesis nemesis)
            throws IOException, SQLException {
        PostgresServer database = postgresql ? PostgresServer.create(folder) : null;
        OwnServers servers = new OwnServers(database);
        if (database != null) {
            nemesis.add(database);
        }
        for (int i = 1; i <= count; i++) {
            ServerNode node = new ServerNode(folder.resolve("server-" + i), database == null ? null : database.url());
            servers.nodes.add(node);
            nemesis.add(node, "server " + i);
        }
        return servers;
    }

    /** Those that run now. */
    List<ServerAddress> addresses() {
        return nodes.stream().map(ServerNode::address).flatMap(Optional::stream).toList();
    }

    @Override
    public void close() throws IOException {
        for (ServerNode node : nodes) {
            node.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
