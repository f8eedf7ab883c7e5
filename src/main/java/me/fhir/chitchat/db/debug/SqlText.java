package me.fhir.chitchat.db.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a statement: for good error messages, for the order of its parameters and for its limit. What a statement
 * may do is not decided here but by {@link SqlProgram}.
 */
final class SqlText {
    /** Comments and spaces, quoted text, numbers, parameters, words, and single characters for all the rest. */
    private static final Pattern TOKEN = Pattern.compile("""
            (?<space>\\s+|--[^\\n]*|/\\*(?:[^*]|\\*(?!/))*+(?:\\*/|$))\
            |(?<quoted>'(?:[^']|'')*+'|"(?:[^"]|"")*+"|`(?:[^`]|``)*+`|\\[[^]]*+])\
            |(?<number>\\d[\\w.]*+)\
            |(?<parameter>\\?\\d*+|[:@$][\\w:]++)\
            |(?<word>[\\p{L}_][\\w$]*+)\
            |(?<other>.)""", Pattern.DOTALL);

    private final List<String> tokens = new ArrayList<>();
    private final String statement;
    private final boolean more;

    SqlText(String sql) {
        Matcher matcher = TOKEN.matcher(sql);
        int end = sql.length();
        boolean after = false;
        boolean second = false;
        while (matcher.find()) {
            if (matcher.group("space") != null) {
                continue;
            }
            String token = matcher.group();
            if (token.equals(";")) {
                end = after ? end : matcher.start();
                after = true;
            } else if (after) {
                second = true;
            } else {
                tokens.add(token);
            }
        }
        statement = sql.substring(0, end);
        more = second;
    }

    /** The first statement, without what ends it. */
    String statement() {
        return statement;
    }

    /** Whether another statement follows. */
    boolean more() {
        return more;
    }

    /** The word that it begins with, in upper case; empty when there is none. */
    String firstWord() {
        return tokens.isEmpty() ? "" : tokens.get(0).toUpperCase(Locale.ROOT);
    }

    /** Whether the whole statement, and not only a part of it in parentheses, has a limit. */
    boolean limited() {
        return limitAt() >= 0;
    }

    /** The number of that limit; null when it is not written as one. */
    @Nullable
    Long limit() {
        int at = limitAt();
        if (at < 0) {
            return null;
        }
        List<String> rest = tokens.subList(at + 1, tokens.size());
        // LIMIT offset, count
        int comma = rest.indexOf(",");
        String count = String.join("", comma >= 0 ? rest.subList(comma + 1, rest.size()) : upToOffset(rest));
        return count.matches("\\d{1,18}") ? Long.valueOf(count) : null;
    }

    private static List<String> upToOffset(List<String> rest) {
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).equalsIgnoreCase("OFFSET")) {
                return rest.subList(0, i);
            }
        }
        return rest;
    }

    private int limitAt() {
        int depth = 0;
        int found = -1;
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.get(i).toUpperCase(Locale.ROOT)) {
                case "(" -> depth++;
                case ")" -> depth--;
                case "LIMIT" -> found = depth == 0 ? i : found;
                default -> {}
            }
        }
        return found;
    }

    /**
     * The parameters by number, counted from 1 as SQLite counts them: a plain {@code ?} has an empty name, a number that
     * nothing stands for is null.
     */
    List<@Nullable String> parameters() {
        List<@Nullable String> names = new ArrayList<>();
        for (String token : tokens) {
            if (token.equals("?")) {
                names.add("");
            } else if (token.startsWith("?")) {
                int number = token.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(token.substring(1));
                while (names.size() < Math.min(number, 1000)) {
                    names.add(names.size() + 1 == number ? "" : null);
                }
            } else if (token.length() > 1 && ":@$".indexOf(token.charAt(0)) >= 0 && !names.contains(token)) {
                names.add(token);
            }
        }
        return names;
    }
}
