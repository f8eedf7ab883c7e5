package me.fhir.chitchat.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The servers that a run starts for itself, with harm done to each of them. */
final class OwnServers implements AutoCloseable {
    /**
     * What is started.
     *
     * @param servers more than one share a PostgreSQL database
     * @param postgresql whether one server keeps its data in a PostgreSQL database, too
     * @param nginx the port of an nginx in front of them that clients talk to, or 0 for none
     */
    record Kind(int servers, boolean postgresql, int nginx) {
        boolean needsDatabase() {
            return postgresql || servers > 1;
        }

        boolean needsProxy() {
            return nginx > 0;
        }
    }

    private final @Nullable PostgresServer database;
    private final List<ServerNode> nodes = new ArrayList<>();
    private @Nullable NginxProxy proxy;

    private OwnServers(@Nullable PostgresServer database) {
        this.database = database;
    }

    /** Starts them. */
    static OwnServers start(Path folder, Kind kind, Nemesis nemesis) throws IOException, SQLException {
        OwnServers servers = new OwnServers(kind.needsDatabase() ? PostgresServer.create(folder) : null);
        try {
            servers.startNodes(folder, kind, nemesis);
        } catch (IOException | AssertionError e) {
            servers.close();
            throw e;
        }
        return servers;
    }

    private void startNodes(Path folder, Kind kind, Nemesis nemesis) throws IOException {
        Map<String, String> settings = new HashMap<>();
        if (database != null) {
            nemesis.add(database);
            settings.put("DATABASE_URL", database.url());
            settings.put("DATABASE_REPLICAS", Boolean.toString(kind.servers() > 1));
        }
        List<Integer> ports = new ArrayList<>();
        for (int i = 1; i <= kind.servers(); i++) {
            if (kind.needsProxy()) {
                ports.add(FreePorts.next());
                settings.put("PORT", Integer.toString(ports.get(ports.size() - 1)));
            }
            ServerNode node = new ServerNode(folder.resolve("server-" + i), settings);
            nodes.add(node);
            nemesis.add(node, "server " + i);
        }
        if (kind.needsProxy()) {
            proxy = NginxProxy.start(folder, kind.nginx(), ports);
        }
    }

    /** Where clients go now. */
    List<ServerAddress> addresses() {
        NginxProxy front = proxy;
        return front == null
                ? nodes.stream()
                        .map(ServerNode::address)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of(front.address());
    }

    @Override
    public void close() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
        for (ServerNode node : nodes) {
            node.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
