package me.fhir.chitchat.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that has ended.
 *
 * @param exit its exit code
 * @param output what it printed, errors included
 */
public record FinishedProcess(int exit, String output) {
    private static final List<String> OF_THE_SURROUNDING_BUILD = List.of(
            "MAVEN_BASEDIR", "MAVEN_PROJECTBASEDIR", "MAVEN_CMD_LINE_ARGS", "MAVEN_ARGS", "DOCKER_HOST", "KUBECONFIG");

    static FinishedProcess command(List<String> command, Path folder, Map<String, String> environment, String input) {
        try {
            Path output = Files.createTempFile("ran", ".log");
            Path stdin = Files.createTempFile("ran", ".in");
            try {
                Files.writeString(stdin, input, UTF_8);
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(stdin.toFile())
                        .redirectOutput(output.toFile());
                builder.environment().keySet().removeAll(OF_THE_SURROUNDING_BUILD);
                // A short run: no time to compile well, and no second core to spare.
                builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(5, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " did not end:\n" + Files.readString(output));
                }
                return new FinishedProcess(process.exitValue(), Files.readString(output));
            } finally {
                Files.delete(output);
                Files.delete(stdin);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The output of a process that must have succeeded. */
    public String orFail() {
        if (exit != 0) {
            throw new AssertionError("exit code " + exit + ":\n" + output);
        }
        return output;
    }
}
