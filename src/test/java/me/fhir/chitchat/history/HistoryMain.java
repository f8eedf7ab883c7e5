package me.fhir.chitchat.history;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The history checker as a program; {@code docs/reliability.md} describes it. */
public final class HistoryMain {
    private static final int SHOWN = 50;
    private static final String USAGE = """
            check FILE                                  checks a recorded history again
            run [--postgresql] [OPTIONS]                starts a server of its own, and PostgreSQL
            run --servers 3 [--nginx] [OPTIONS]         starts servers that share a PostgreSQL, and nginx in front
            serve [--postgresql] [--servers 3] --port N starts servers behind nginx and does them no harm, until its
                                                        input ends
            run --addresses URL,URL [--fault COMMAND]   takes servers that run; harm is done by commands
            options: --minutes 1  --talks 4  --events 150  --pause-ms 40  --fault-every-s 20
                     --folder target/history
            """;

    private HistoryMain() {}

    /** Ends with 0 when nothing was found, with 1 when something was, with 2 when it was called wrongly. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("check")) {
            System.exit(report(HistoryFile.read(Path.of(args[1]), HistoryChecker::check)));
        }
        if (args.length == 0 || !List.of("run", "serve").contains(args[0])) {
            System.out.print(USAGE);
            System.exit(2);
        }
        if (System.getProperty("chitchat.jar") == null) {
            System.setProperty(
                    "chitchat.jar",
                    Path.of("target/interop-api.jar").toAbsolutePath().toString());
        }
        Map<String, List<String>> options = options(args);
        if (args[0].equals("serve")) {
            serve(options);
            return;
        }
        System.exit(report(run(options)));
    }

    private static Map<String, List<String>> options(String[] args) {
        Map<String, List<String>> options = new TreeMap<>();
        for (int i = 1; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                throw new IllegalArgumentException(args[i] + " is not an option\n" + USAGE);
            }
            List<String> values = options.computeIfAbsent(args[i].substring(2), name -> new ArrayList<>());
            if (i + 1 < args.length && !args[i + 1].startsWith("--")) {
                values.add(args[++i]);
            }
        }
        return options;
    }

    private static String option(Map<String, List<String>> options, String name, String otherwise) {
        List<String> values = options.getOrDefault(name, List.of());
        return values.isEmpty() ? otherwise : values.get(0);
    }

    private static long number(Map<String, List<String>> options, String name, long otherwise) {
        return Long.parseLong(option(options, name, Long.toString(otherwise)));
    }

    private static Plan plan(Map<String, List<String>> options) {
        return new Plan(
                (int) number(options, "talks", 4),
                (int) number(options, "events", 150),
                Duration.ofSeconds((long) (60 * Double.parseDouble(option(options, "minutes", "1")))),
                Duration.ofMillis(number(options, "pause-ms", 40)),
                Duration.ofSeconds(number(options, "fault-every-s", 20)));
    }

    private static OwnServers.Kind kind(Map<String, List<String>> options, int nginx) {
        return new OwnServers.Kind((int) number(options, "servers", 1), options.containsKey("postgresql"), nginx);
    }

    private static void serve(Map<String, List<String>> options) throws Exception {
        Path folder = Files.createDirectories(Path.of(option(options, "folder", "target/history")));
        Nemesis harmless = new Nemesis(new HistoryFile(folder.resolve("history.jsonl")), Duration.ZERO);
        OwnServers.Kind kind = kind(options, (int) number(options, "port", 0));
        try (OwnServers own = OwnServers.start(folder, kind, harmless)) {
            System.out.println("serves at " + own.addresses());
            while (System.in.read() >= 0) {
                // Whoever started it ends it by ending.
            }
        }
    }

    private static List<Violation> run(Map<String, List<String>> options) throws Exception {
        List<String> addresses = options.getOrDefault("addresses", List.of());
        Path folder = Files.createDirectories(Path.of(option(options, "folder", "target/history")));
        Plan plan = plan(options);
        try (HistoryFile history = new HistoryFile(folder.resolve("history.jsonl"))) {
            Nemesis nemesis = new Nemesis(history, plan.faultEvery());
            options.getOrDefault("fault", List.of()).forEach(nemesis::add);
            if (!addresses.isEmpty()) {
                List<ServerAddress> servers = List.of(addresses.get(0).split(",")).stream()
                        .map(URI::create)
                        .map(ServerAddress::of)
                        .toList();
                return play(new HistoryRun(new RunContext(() -> servers, history, plan)), nemesis, history);
            }
            OwnServers.Kind kind = kind(options, options.containsKey("nginx") ? FreePorts.next() : 0);
            try (OwnServers own = OwnServers.start(folder, kind, nemesis)) {
                return play(new HistoryRun(new RunContext(own::addresses, history, plan)), nemesis, history);
            }
        }
    }

    private static List<Violation> play(HistoryRun run, Nemesis nemesis, HistoryFile history) throws Exception {
        List<Violation> found = run.play(nemesis);
        System.out.println(history.summary());
        return found;
    }

    private static int report(@Nullable List<Violation> found) {
        if (found == null || found.isEmpty()) {
            System.out.println("nothing was found");
            return 0;
        }
        found.stream().limit(SHOWN).forEach(each -> System.out.println(each.kind() + ": " + each.sentence()));
        System.out.println(found.size() + " violations: "
                + found.stream().collect(Collectors.groupingBy(Violation::kind, TreeMap::new, Collectors.counting())));
        return 1;
    }
}
