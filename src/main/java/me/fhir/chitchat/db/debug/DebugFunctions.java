package me.fhir.chitchat.db.debug;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions that a debugging person may use: those that compute from their arguments and do nothing else. Of one call
 * the cost grows with the length of its arguments and no faster, except for {@link InterruptibleFunctions}.
 */
final class DebugFunctions {
    static final Set<String> ALLOWED = Arrays.stream("""
                    abs changes char coalesce concat concat_ws format hex if ifnull iif instr last_insert_rowid length
                    like likelihood likely lower ltrim max min nullif octet_length printf quote random randomblob replace
                    round rtrim sign soundex sqlite_version substr substring total_changes trim typeof unhex unicode unistr
                    unistr_quote unlikely upper zeroblob subtype
                    avg count group_concat string_agg sum total median percentile percentile_cont percentile_disc
                    row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
                    date time datetime julianday strftime unixepoch timediff current_date current_time current_timestamp
                    acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi
                    pow power radians sin sinh sqrt tan tanh trunc
                    json jsonb json_array jsonb_array json_array_length json_error_position json_extract jsonb_extract ->
                    ->> json_insert jsonb_insert json_object jsonb_object json_pretty json_remove
                    jsonb_remove json_replace jsonb_replace json_set jsonb_set json_type json_valid json_quote
                    json_group_array jsonb_group_array json_group_object jsonb_group_object
                    """.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());

    private DebugFunctions() {}
}
