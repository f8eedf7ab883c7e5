package me.fhir.chitchat.http.admission;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts for how many clients an array waits that is in memory once. A message to a thousand subscribers passes here two
 * thousand times, so nothing is locked. For any thread.
 */
final class SharedArrays {
    private final ConcurrentMap<Key, Holders> holders = new ConcurrentHashMap<>();

    /** The same array, not an equal one. */
    private static final class Key {
        private final byte[] array;

        Key(byte[] array) {
            this.array = array;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && that.array == array;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(array);
        }
    }

    /** A number that ends at 0 and never leaves it. */
    private static final class Holders {
        private final AtomicInteger count = new AtomicInteger(1);

        boolean join() {
            int before = count.get();
            while (before > 0 && !count.compareAndSet(before, before + 1)) {
                before = count.get();
            }
            return before > 0;
        }

        boolean leave() {
            return count.decrementAndGet() == 0;
        }
    }

    /** One more client; whether it is the first. */
    boolean join(byte[] array) {
        Key key = new Key(array);
        while (true) {
            Holders known = holders.get(key);
            if (known == null) {
                if (holders.putIfAbsent(key, new Holders()) == null) {
                    return true;
                }
            } else if (known.join()) {
                return false;
            } else {
                // Its last client is leaving at this moment.
                holders.remove(key, known);
            }
        }
    }

    /** One client less, which had joined; whether it was the last. */
    boolean leave(byte[] array) {
        Key key = new Key(array);
        Holders known = holders.get(key);
        if (known == null || !known.leave()) {
            return false;
        }
        holders.remove(key, known);
        return true;
    }

    /** How many arrays wait. */
    int size() {
        return holders.size();
    }
}
