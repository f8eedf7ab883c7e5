package me.fhir.chitchat.db.debug;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.ReadOnlySql.Parameters;
import me.fhir.chitchat.conversation.ReadOnlySql.RefusedException;
import org.jspecify.annotations.Nullable;

/** Gives the parameters of a statement their values. */
final class SqlParameters {
    private SqlParameters() {}

    static void bind(PreparedStatement statement, List<@Nullable String> names, Parameters values)
            throws SQLException, RefusedException {
        if (values.named() == null) {
            if (values.positional().size() != names.size()) {
                throw new RefusedException("The statement has " + names.size() + " parameters and params has "
                        + values.positional().size() + " values.");
            }
            for (int i = 0; i < names.size(); i++) {
                bind(statement, i + 1, values.positional().get(i));
            }
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name != null) {
                bind(statement, i + 1, named(name, values.named()));
            }
        }
    }

    private static @Nullable Object named(String name, Map<String, @Nullable Object> values) throws RefusedException {
        if (name.isEmpty()) {
            throw new RefusedException("The statement has parameters without a name (?); give params as a list.");
        }
        if (values.containsKey(name)) {
            return values.get(name);
        }
        String bare = name.substring(1);
        if (!values.containsKey(bare)) {
            throw new RefusedException("params has no value for " + name + ".");
        }
        return values.get(bare);
    }

    private static void bind(PreparedStatement statement, int number, @Nullable Object value)
            throws SQLException, RefusedException {
        if (value == null) {
            statement.setObject(number, null);
        } else if (value instanceof Boolean flag) {
            statement.setInt(number, flag ? 1 : 0);
        } else if (value instanceof String text) {
            statement.setString(number, text);
        } else if (value instanceof Integer || value instanceof Long) {
            statement.setLong(number, ((Number) value).longValue());
        } else if (value instanceof Double || value instanceof BigDecimal || value instanceof BigInteger) {
            statement.setDouble(number, ((Number) value).doubleValue());
        } else {
            throw new RefusedException("A value of params must be a string, a number, true, false or null.");
        }
    }
}
