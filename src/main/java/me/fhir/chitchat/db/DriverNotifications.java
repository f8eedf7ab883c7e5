package me.fhir.chitchat.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The notifications that PostgreSQL's driver has received. Reached by reflection: the annotations of the driver's own types are
 * not on the class path, so nothing that names them compiles without warnings.
 */
final class DriverNotifications {
    private static final Method GET;
    private static final Method PARAMETER;

    static {
        try {
            GET = Class.forName("org.postgresql.PGConnection").getMethod("getNotifications", int.class);
            PARAMETER = Class.forName("org.postgresql.PGNotification").getMethod("getParameter");
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private DriverNotifications() {}

    /** Waits for notifications, so long at most, and returns what they say; none when none came. */
    static List<String> await(Connection connection, int millis) throws SQLException {
        try {
            List<String> texts = new ArrayList<>();
            if (GET.invoke(connection.unwrap(GET.getDeclaringClass()), millis) instanceof Object[] notifications) {
                for (Object notification : notifications) {
                    texts.add(String.valueOf(PARAMETER.invoke(notification)));
                }
            }
            return texts;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException("no notifications", e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException("no notifications", e);
        }
    }
}
