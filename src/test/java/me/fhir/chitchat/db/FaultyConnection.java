package me.fhir.chitchat.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Lets a chosen execution of a statement fail as SQLite would, once; all else passes through to the real driver. */
final class FaultyConnection {
    private final AtomicInteger countdown = new AtomicInteger();
    private volatile SQLiteErrorCode code = SQLiteErrorCode.SQLITE_IOERR;
    private volatile boolean afterwards;

    /** Arms it: the {@code number}th execution from now on fails, before or after it was really done. */
    void fail(int number, SQLiteErrorCode with, boolean afterItWasDone) {
        code = with;
        afterwards = afterItWasDone;
        countdown.set(number);
    }

    /** Whether it has not come to the chosen execution; disarms it. */
    boolean unused() {
        return countdown.getAndSet(0) > 0;
    }

    Connection wrap(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    Object result = invoke(real, method, arguments);
                    return result instanceof PreparedStatement statement ? wrap(statement) : result;
                });
    }

    private PreparedStatement wrap(PreparedStatement real) {
        return (PreparedStatement) Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (self, method, arguments) -> {
                    boolean fails = method.getName().startsWith("execute")
                            && countdown.getAndUpdate(n -> n > 0 ? n - 1 : 0) == 1;
                    if (fails && !afterwards) {
                        throw failure();
                    }
                    Object result = invoke(real, method, arguments);
                    if (fails) {
                        throw failure();
                    }
                    return result;
                });
    }

    private SQLException failure() {
        return new SQLiteException("a fault for a test: " + code, code);
    }

    private static @Nullable Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
