package me.fhir.chitchat.world;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;

/** Runs the calls of each player one after the other; those of different players run side by side. For any thread. */
final class PlayerQueue {
    private static final int MAX_WAITING = 16;

    private final Map<PlayerKey, Waiting> waiting = new ConcurrentHashMap<>();
    private final Executor executor;

    private record PlayerKey(long conversation, String agentId) {}

    private record Waiting(CompletableFuture<?> last, int calls) {}

    PlayerQueue(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs a call when the player's earlier ones are done.
     *
     * @return what the call returns or throws
     * @throws ConversationException ({@code NOT_ALLOWED}) when too many calls of the player are waiting
     */
    <T> CompletableFuture<T> add(Player player, Callable<T> call) {
        return add(player, MAX_WAITING, call);
    }

    /** The same however many are waiting, for a caller that bounds them itself. */
    <T> CompletableFuture<T> addAlways(Player player, Callable<T> call) {
        return add(player, Integer.MAX_VALUE, call);
    }

    private <T> CompletableFuture<T> add(Player player, int most, Callable<T> call) {
        PlayerKey key = new PlayerKey(player.conversation(), player.agentId());
        CompletableFuture<T> result = new CompletableFuture<>();
        waiting.compute(key, (same, before) -> {
            int calls = before == null ? 1 : before.calls() + 1;
            if (calls > most) {
                throw new ConversationException(
                        ErrorCode.NOT_ALLOWED,
                        most + " calls of your tools are waiting, which is the most: wait for their results.");
            }
            CompletableFuture<?> last = before == null ? CompletableFuture.completedFuture(null) : before.last();
            return new Waiting(last.handleAsync((done, failure) -> run(call, result), executor), calls);
        });
        return result.whenComplete((value, failure) -> left(key));
    }

    private void left(PlayerKey key) {
        waiting.computeIfPresent(
                key, (same, now) -> now.calls() == 1 ? null : new Waiting(now.last(), now.calls() - 1));
    }

    private static <T> boolean run(Callable<T> call, CompletableFuture<T> result) {
        try {
            return result.complete(call.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result.completeExceptionally(new CompletionException(e));
        } catch (Exception e) {
            // A callable may throw anything, and its caller waits for the result.
            return result.completeExceptionally(e);
        }
    }
}
