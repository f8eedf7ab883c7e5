package me.fhir.chitchat.db.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/**
 * Text in a database that cannot hold NUL, as PostgreSQL cannot: the character SUB and another one stand for it. Applied to
 * all that goes in and comes out by one connection, so that no store has to think of it.
 */
public final class EscapedText {
    private static final char MARK = '\u001a';
    private static final String ESCAPED_NUL = MARK + "0";
    private static final String ESCAPED_MARK = MARK + "1";

    private EscapedText() {}

    public static String escaped(String text) {
        if (text.indexOf('\0') < 0 && text.indexOf(MARK) < 0) {
            return text;
        }
        return text.replace(String.valueOf(MARK), ESCAPED_MARK).replace("\0", ESCAPED_NUL);
    }

    public static String original(String stored) {
        if (stored.indexOf(MARK) < 0) {
            return stored;
        }
        return stored.replace(ESCAPED_NUL, "\0").replace(ESCAPED_MARK, String.valueOf(MARK));
    }

    /** The same connection, whose statements escape text and whose results restore it. */
    public static Connection on(Connection connection) {
        return proxy(Connection.class, connection);
    }

    private static <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                EscapedText.class.getClassLoader(), new Class<?>[] {type}, new Escaping(target)));
    }

    private record Escaping(Object target) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (arguments != null
                    && arguments.length == 2
                    && method.getName().equals("setString")
                    && arguments[1] instanceof String text) {
                arguments[1] = escaped(text);
            }
            Object result;
            try {
                result = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
            if (result instanceof String text && target instanceof ResultSet) {
                return original(text);
            }
            if (result instanceof ResultSet rows) {
                return proxy(ResultSet.class, rows);
            }
            if (result instanceof PreparedStatement statement && !(result instanceof CallableStatement)) {
                return proxy(PreparedStatement.class, statement);
            }
            return result;
        }
    }
}
