package me.fhir.chitchat.runtime.launch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts the server with an archive of loaded classes where there is one, and has one made where there is none. About
 * half of a plain start is loading and verifying classes. {@code CHITCHAT_ARCHIVE=off} switches both off.
 */
public final class QuickStart {
    /** Set in a JVM that was started by this class, so that it is not started again. */
    private static final String LAUNCHED = "chitchat.launched";

    private static final String BY_TRAINING = "training";
    static final String TRAINING = "-D" + LAUNCHED + "=" + BY_TRAINING;

    private final LaunchedCommand command;
    private final ClassArchive archive;
    private final List<String> footprint;

    private QuickStart(LaunchedCommand command, ClassArchive archive, List<String> footprint) {
        this.command = command;
        this.archive = archive;
        this.footprint = footprint;
    }

    private static Optional<QuickStart> of(LaunchedCommand command, Map<String, String> environment) {
        List<String> footprint = SmallFootprint.options(
                command.options(), environment, Runtime.getRuntime().availableProcessors(), Runtime.version());
        return ClassArchive.of(command.jar(), concat(footprint, command.options()), environment)
                .map(archive -> new QuickStart(command, archive, footprint));
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /**
     * Does not return when an archive exists: another JVM with it takes this process over. Otherwise the caller goes
     * on, and may call {@link #trainForTheNextStart} once the server is up.
     *
     * @param arguments the program's; only {@code server} is worth an archive
     * @return empty where nothing can be trained
     */
    public static Optional<QuickStart> attempt(String[] arguments, Map<String, String> environment) {
        boolean off = environment
                .getOrDefault("CHITCHAT_ARCHIVE", "")
                .toLowerCase(Locale.ROOT)
                .matches("off|false|0");
        if (off
                || arguments.length == 0
                || !arguments[0].equals("server")
                || System.getProperty(LAUNCHED) != null
                || System.getProperty("os.name", "").startsWith("Windows")) {
            return Optional.empty();
        }
        return LaunchedCommand.current()
                .filter(command -> !command.choosesItsOwnArchive())
                .flatMap(command -> of(command, environment))
                .filter(QuickStart::handOver);
    }

    /** In a JVM that only makes an archive: uses the server that just started here, then ends the JVM. */
    public static void trainAndExit(Map<String, String> environment) {
        if (BY_TRAINING.equals(System.getProperty(LAUNCHED))) {
            TrainingRun.against(Integer.parseInt(environment.getOrDefault("PORT", "0")));
            System.exit(0);
        }
    }

    /** Has the archive made in the background. */
    public void trainForTheNextStart() {
        ArchiveTraining.begin(command, archive, footprint);
    }

    /** True when there is no archive yet. */
    private boolean handOver() {
        if (!archive.exists()) {
            return true;
        }
        archive.used();
        // The JVM warns about an archive that does not fit; no action is needed.
        List<String> options =
                List.of(archive.useOption(), "-D" + LAUNCHED + "=archive", "-Xlog:disable", "-Xlog:all=error:stderr");
        ProcessImage.replaceBy(command.with(concat(options, footprint)));
        return false;
    }
}
