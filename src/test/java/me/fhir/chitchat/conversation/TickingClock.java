package me.fhir.chitchat.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that is a millisecond further each time it is read, and jumps on request. */
public final class TickingClock extends Clock {
    private final AtomicLong millis =
            new AtomicLong(Instant.parse("2026-11-23T16:30:00Z").toEpochMilli());

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.getAndIncrement());
    }

    public void advance(long byMillis) {
        millis.addAndGet(byMillis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
