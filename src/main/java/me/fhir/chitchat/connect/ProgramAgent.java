package me.fhir.chitchat.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A program that is run in each turn: it gets the state on standard input and writes what it says to standard output. */
record ProgramAgent(String command) implements LocalAgent {
    @Override
    public LocalReply answer(SeatState state) throws AgentFailedException, InterruptedException {
        Process process = start();
        try {
            byte[] input = state.json().getBytes(StandardCharsets.UTF_8);
            // Beside the reading: a program that writes much before it reads would block both.
            CompletableFuture<Void> writing = CompletableFuture.runAsync(
                    () -> write(process.getOutputStream(), input), ProgramAgent::onOwnThread);
            // And that beside the waiting: only the latter ends when this thread is interrupted.
            CompletableFuture<String> reading =
                    CompletableFuture.supplyAsync(() -> read(process.getInputStream()), ProgramAgent::onOwnThread);
            String written = reading.get();
            int status = process.waitFor();
            writing.join();
            if (status != 0) {
                throw new AgentFailedException("The program ended with status " + status + ".");
            }
            return LocalReply.read(written);
        } catch (ExecutionException e) {
            throw new AgentFailedException("What the program wrote cannot be read: " + e.getCause());
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    /** The threads that all share could all be waiting for programs that wait for their input. */
    private static void onOwnThread(Runnable task) {
        Thread thread = new Thread(task, "program-agent");
        thread.setDaemon(true);
        thread.start();
    }

    private Process start() throws AgentFailedException {
        try {
            return new ProcessBuilder(shell())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new AgentFailedException("The program could not be run: " + e.getMessage());
        }
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> shell() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        return windows ? List.of("cmd.exe", "/c", command) : List.of("/bin/sh", "-c", command);
    }

    /** A program need not read what it is given, and may end before: only its status tells whether it failed. */
    private static void write(OutputStream out, byte[] input) {
        try (out) {
            out.write(input);
        } catch (IOException e) {
            // It did not read all of it.
        }
    }
}
