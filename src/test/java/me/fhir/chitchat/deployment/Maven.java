package me.fhir.chitchat.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Maven, called as a person calls it, with the program, the repository and the network that the surrounding build uses. */
public final class Maven {
    private Maven() {}

    /** Runs it in this folder. */
    public static FinishedProcess run(Path folder, Map<String, String> environment, String... arguments) {
        String home = System.getProperty("chitchat.maven.home");
        List<String> command = new ArrayList<>();
        command.add(home == null ? "mvn" : Path.of(home, "bin", "mvn").toString());
        command.add("-B");
        if ("offline:true".equals(System.getProperty("chitchat.maven.offline"))) {
            command.add("-o");
        }
        String repository = System.getProperty("chitchat.maven.repository");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(environment);
        // A run of seconds is over before optimised code would pay.
        all.putIfAbsent("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        return FinishedProcess.command(command, folder, all, "");
    }
}
