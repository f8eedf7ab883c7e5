package me.fhir.chitchat.playground;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A trial as server-sent events, the last of which is {@code end}. A reader who goes away ends it, and so does its time limit.
 * For one use.
 */
public final class TrialStream {
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(5);
    /** The size limit of all events of a trial; an agent that never ends is cut off. */
    private static final long MAX_CHARACTERS = 8L * 1024 * 1024;

    private final ExecutorService workers;
    private final Trial trial;
    private final OutputStream out;
    private long written;

    /** @param workers not bounded: one is busy for as long as the trial */
    public TrialStream(ExecutorService workers, Trial trial, OutputStream out) {
        this.workers = workers;
        this.trial = trial;
        this.out = out;
    }

    /** Ends a trial that does not begin. */
    public static void refuse(OutputStream out, String problem) throws IOException {
        out.write(event("end", json -> json.text("problem", problem)).getBytes(UTF_8));
    }

    private static String event(String name, Consumer<JsonWriter> members) {
        // JSON has line ends between its values only, where they mean nothing.
        String data = JsonWriter.object(members).replaceAll("[\\r\\n]", " ");
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    /** Runs the trial to its end. */
    public void run() throws IOException {
        FutureTask<Boolean> running = new FutureTask<>(() -> {
            trial.run(this::write);
            return true;
        });
        workers.execute(running);
        try {
            String problem = await(running);
            write("end", json -> json.optionalText("problem", problem));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            running.cancel(true);
        }
    }

    /** Why the trial did not come to its end; null when it did. */
    private @Nullable String await(FutureTask<Boolean> running) throws IOException, InterruptedException {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (System.nanoTime() < end) {
            try {
                running.get(BETWEEN_SIGNS_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
                return null;
            } catch (TimeoutException e) {
                send(": it goes on\n\n");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TooMuch) {
                    return "More than 8 MiB came; the rest was not read.";
                }
                if (e.getCause() instanceof UncheckedIOException gone) {
                    throw gone.getCause();
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return "After two minutes there was no answer; see what the agent is doing.";
    }

    private void write(String event, Consumer<JsonWriter> members) {
        try {
            send(event(event, members));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void send(String text) throws IOException {
        written += text.length();
        if (written > MAX_CHARACTERS && text.startsWith("event: received")) {
            throw new TooMuch();
        }
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
