package me.fhir.chitchat.testrun;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line.
 *
 * @param suite the file
 * @param seats who plays a role, in place of what the suite says
 * @param runs of each scenario, in place of what the suite says, or null
 * @param resume the file of finished runs, or null
 */
public record SuiteRequest(
        Path suite,
        Map<String, String> seats,
        @Nullable Integer runs,
        @Nullable Path resume,
        ReportFiles reports,
        SuiteOutput output) {
    /** Where reports go; null where none is wanted. */
    public record ReportFiles(
            @Nullable Path junit,
            @Nullable Path json,
            @Nullable Path html,
            @Nullable Path baseline) {}

    /**
     * Where the command writes.
     *
     * @param table for people, at the end
     * @param progress for a line a run
     */
    public record SuiteOutput(PrintStream table, PrintStream progress) {}
}
