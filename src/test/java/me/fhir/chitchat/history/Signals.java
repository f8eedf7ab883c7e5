package me.fhir.chitchat.history;

import java.io.IOException;
import java.util.stream.Stream;

/** Sends signals to processes. */
final class Signals {
    private Signals() {}

    static void kill(long process) throws IOException, InterruptedException {
        send("KILL", process);
    }

    /** Stops a process and all that it started from running. */
    static void stop(long process) throws IOException, InterruptedException {
        for (long each : family(process)) {
            send("STOP", each);
        }
    }

    static void resume(long process) throws IOException, InterruptedException {
        for (long each : family(process)) {
            send("CONT", each);
        }
    }

    private static long[] family(long process) {
        return Stream.concat(
                        Stream.of(process),
                        ProcessHandle.of(process).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static void send(String signal, long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
