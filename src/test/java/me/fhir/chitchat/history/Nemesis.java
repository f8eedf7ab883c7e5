package me.fhir.chitchat.history;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Does harm to the servers of a run and makes it good again, one fault after the other. */
final class Nemesis {
    private static final long MAX_PAUSE_MILLIS = 8_000;

    private interface Harm {
        void done() throws IOException, InterruptedException, SQLException;
    }

    private record NamedHarm(String name, Harm harm) {}

    private final HistoryFile history;
    private final Duration every;
    private final List<NamedHarm> harms = new ArrayList<>();

    Nemesis(HistoryFile history, Duration every) {
        this.history = history;
        this.every = every;
    }

    void add(ServerNode node, String name) {
        harms.add(new NamedHarm("kill " + name, node::crash));
        harms.add(new NamedHarm("pause " + name, () -> node.pause(pause())));
        harms.add(new NamedHarm("restart " + name, node::restart));
    }

    void add(PostgresServer database) {
        harms.add(new NamedHarm("kill PostgreSQL", database::crash));
        harms.add(new NamedHarm("pause PostgreSQL", () -> database.pause(pause())));
        harms.add(new NamedHarm("restart PostgreSQL", database::restart));
        harms.add(new NamedHarm("end the sessions of PostgreSQL", database::disconnectAll));
    }

    /** A command of somebody else's, which returns when all may go on. */
    void add(String command) {
        harms.add(new NamedHarm(command, () -> {
            int code = new ProcessBuilder("bash", "-c", command)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("\"" + command + "\" ended with " + code);
            }
        }));
    }

    private static Duration pause() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(500, MAX_PAUSE_MILLIS));
    }

    /** Every fault once, then any of them, until a run is late. */
    void run(BooleanSupplier late) throws IOException, InterruptedException, SQLException {
        for (int count = 0; !harms.isEmpty(); count++) {
            long millis = every.toMillis();
            Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1));
            if (late.getAsBoolean()) {
                return;
            }
            NamedHarm next = harms.get(
                    count < harms.size() ? count : ThreadLocalRandom.current().nextInt(harms.size()));
            history.add(new HistoryEntry.Fault(next.name()));
            next.harm().done();
        }
    }
}
