package me.fhir.chitchat.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Breaks a connection just after a commit, so that whoever committed does not learn that it was done; once each time it is armed. */
final class LostAnswer {
    private final AtomicBoolean armed = new AtomicBoolean();

    void arm() {
        armed.set(true);
    }

    /** Whether an answer was lost since it was armed. */
    boolean happened() {
        return !armed.get();
    }

    Connection wrap(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                LostAnswer.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object result;
                    try {
                        result = method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().equals("commit") && armed.getAndSet(false)) {
                        connection.close();
                        throw new SQLException("the connection broke", "08006");
                    }
                    return result;
                });
    }
}
