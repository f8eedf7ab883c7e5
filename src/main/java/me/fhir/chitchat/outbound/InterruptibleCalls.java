package me.fhir.chitchat.outbound;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what blocks on a socket on a worker's thread while the caller waits: a thread that reads from a socket cannot be
 * interrupted, the waiting caller can.
 */
final class InterruptibleCalls {
    private final ExecutorService workers;

    InterruptibleCalls(ExecutorService workers) {
        this.workers = workers;
    }

    /**
     * Waits for a result.
     *
     * @param giveUp ends the call from outside, when the caller waits no longer
     */
    <T> T await(Callable<T> call, Duration limit, Runnable giveUp) throws OutboundException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(call);
        try {
            workers.execute(task);
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw FailureCause.timeout();
        } catch (ExecutionException e) {
            throw FailureCause.of(e);
        } catch (RejectedExecutionException e) {
            throw new OutboundException(OutboundFailure.STOPPING, "This server is stopping.");
        } finally {
            if (!task.isDone()) {
                giveUp.run();
                task.cancel(true);
            }
        }
    }
}
