package me.fhir.chitchat.http.admission;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Silences, at every level, the loggers of the HTTP client that print headers, and with them the keys of model
 * providers.
 */
public final class SecretLoggers extends TurboFilter {
    private static final String HTTP_CLIENT = "org.apache.hc.client5.http.";

    /** Silences them from now on, regardless of the configuration. */
    public static void silence() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getTurboFilterList().stream().noneMatch(SecretLoggers.class::isInstance)) {
            SecretLoggers filter = new SecretLoggers();
            filter.start();
            context.addTurboFilter(filter);
        }
    }

    @Override
    public FilterReply decide(
            Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable t) {
        if (!level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            // Asked for with every look whether debug is on, which is a fiftieth of what sending an event takes.
            return FilterReply.NEUTRAL;
        }
        String name = logger.getName();
        boolean secret = name.startsWith(HTTP_CLIENT)
                && (name.startsWith("headers", HTTP_CLIENT.length()) || name.startsWith("wire", HTTP_CLIENT.length()));
        return secret ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
