package me.fhir.chitchat.db.debug;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.ReadOnlySql.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a statement by the program that SQLite has compiled it to: which b-trees it opens, and which functions it
 * calls. The driver has no authorizer; this sees the same, after SQLite itself has resolved all names, views and quoting.
 */
final class SqlProgram {
    /** Opcodes that open only working space of the statement itself. */
    private static final Set<String> OWN_SPACE =
            Set.of("OpenEphemeral", "OpenAutoindex", "OpenPseudo", "OpenDup", "SorterOpen");

    private static final Set<String> JSON_TABLES = Set.of("json_each", "json_tree", "jsonb_each", "jsonb_tree");
    private static final Set<String> READS_VIRTUAL = Set.of("VOpen", "VInitIn", "VFilter", "VColumn", "VNext");
    private static final Pattern FUNCTION = Pattern.compile("([^(]+)\\(-?\\d+\\)");
    private static final Set<String> WITH_FUNCTIONS =
            Set.of("Function", "PureFunc", "AggStep", "AggStep1", "AggInverse", "AggValue", "AggFinal");

    private final Connection connection;
    private final List<String> tables;
    private final Map<Long, String> owners = new HashMap<>();

    /** @param tables the tables that may be read */
    SqlProgram(Connection connection, List<String> tables) throws SQLException {
        this.connection = connection;
        this.tables = tables;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT rootpage, tbl_name FROM main.sqlite_schema"
                        + " WHERE rootpage > 0 AND type IN ('table', 'index')")) {
            while (rows.next()) {
                if (tables.contains(rows.getString(2))) {
                    owners.put(rows.getLong(1), rows.getString(2));
                }
            }
        }
    }

    /** Refuses a statement that does more than to read these tables. */
    void check(String sql) throws SQLException, RefusedException {
        boolean jsonTables = usesJsonTablesOnly(sql.toLowerCase(Locale.ROOT));
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + sql);
                ResultSet steps = statement.executeQuery()) {
            while (steps.next()) {
                String opcode = steps.getString("opcode");
                if (!jsonTables || !READS_VIRTUAL.contains(opcode)) {
                    check(opcode, steps.getLong("p2"), steps.getLong("p3"), steps.getString("p4"));
                }
            }
        }
    }

    /**
     * Whether the table-valued functions of JSON are the only virtual tables that the statement can mean. The compiled
     * program does not name them, so the text must not hold the name of another anywhere.
     */
    private boolean usesJsonTablesOnly(String sql) throws SQLException {
        if (!sql.contains("json_") && !sql.contains("jsonb_")) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet modules = statement.executeQuery("SELECT lower(name) FROM pragma_module_list")) {
            while (modules.next()) {
                String module = modules.getString(1);
                if (!JSON_TABLES.contains(module) && sql.contains(module)) {
                    return false;
                }
            }
        }
        // Those of the pragmas come into being when they are first named.
        return !sql.contains("pragma");
    }

    private void check(String opcode, long p2, long p3, @Nullable String p4) throws RefusedException {
        if (opcode.equals("OpenRead") || opcode.equals("ReopenIdx")) {
            if (p3 != 0 || !owners.containsKey(p2)) {
                throw new RefusedException("The statement reads a table that may not be read; there are "
                        + String.join(", ", tables) + ".");
            }
        } else if (opcode.equals("Transaction") ? p2 != 0 : writesOrReachesOut(opcode)) {
            throw new RefusedException(
                    "The statement does more than to read the tables " + String.join(", ", tables) + ".");
        } else if (WITH_FUNCTIONS.contains(opcode) && p4 != null) {
            Matcher matcher = FUNCTION.matcher(p4);
            String function = (matcher.matches() ? matcher.group(1) : p4).toLowerCase(Locale.ROOT);
            if (!DebugFunctions.ALLOWED.contains(function)) {
                throw new RefusedException("The function " + function + " may not be used here.");
            }
        }
    }

    private static boolean writesOrReachesOut(String opcode) {
        boolean opens = opcode.startsWith("Open") && !OWN_SPACE.contains(opcode);
        // Virtual tables, among them those that show the schema, have steps of their own.
        boolean virtual = opcode.startsWith("V") && !opcode.equals("Variable") && !opcode.equals("Vacuum");
        return opens || virtual || OTHERS.contains(opcode);
    }

    private static final Set<String> OTHERS = List.of(
                    "Vacuum IncrVacuum AutoCommit Savepoint Checkpoint JournalMode ReadCookie SetCookie Pagecount MaxPgcnt",
                    "CreateBtree Destroy Clear ParseSchema SqlExec DropTable DropIndex DropTrigger LoadAnalysis",
                    "IntegrityCk Program Expire CursorLock TableLock ResetSorterFile")
            .stream()
            .flatMap(line -> Pattern.compile(" ").splitAsStream(line))
            .collect(Collectors.toUnmodifiableSet());
}
