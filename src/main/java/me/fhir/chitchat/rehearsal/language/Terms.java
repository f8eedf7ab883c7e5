package me.fhir.chitchat.rehearsal.language;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text that say something, in a form in which texts can be compared. */
public record Terms(Set<String> keys) {
    public static final Terms NONE = new Terms(Set.of());

    private static final int MAX = 400;
    private static final Pattern HUMPS =
            Pattern.compile("(?<=[\\p{Ll}0-9])(?<!(?<![\\p{L}])\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|_+");
    private static final Pattern WORD = Pattern.compile(
            "\\p{IsHan}+|[\\p{IsKatakana}ー]+|\\p{IsHiragana}+|[\\p{L}\\p{N}&&[^\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}]]+");

    private static final TextMemo<Terms> MEMO = new TextMemo<>(Terms::read);

    public Terms {
        keys = Set.copyOf(keys);
    }

    public static Terms of(String text) {
        return MEMO.of(text);
    }

    private static Terms read(String text) {
        Set<String> keys = new LinkedHashSet<>();
        Matcher words = WORD.matcher(Lexicon.normal(HUMPS.matcher(text).replaceAll(" ")));
        while (words.find() && keys.size() < MAX) {
            add(words.group(), keys);
        }
        return new Terms(keys);
    }

    private static void add(String word, Set<String> keys) {
        int first = word.codePointAt(0);
        Character.UnicodeScript script = Character.UnicodeScript.of(first);
        if (script == Character.UnicodeScript.HIRAGANA || Lexicon.isStopWord(word)) {
            return;
        }
        if (script == Character.UnicodeScript.HAN) {
            for (int i = 0; i + 2 <= word.length(); i++) {
                keys.add(Lexicon.key(word.substring(i, i + 2)));
            }
            if (word.length() < 2) {
                keys.add(word);
            }
            return;
        }
        boolean number = Character.isDigit(first);
        if (number ? word.length() > 2 : word.length() > 1) {
            keys.add(Lexicon.key(Lexicon.stem(word)));
        }
    }

    public Terms and(Terms other) {
        Set<String> all = new LinkedHashSet<>(keys);
        all.addAll(other.keys);
        return new Terms(all);
    }

    public Terms without(Terms other) {
        Set<String> rest = new LinkedHashSet<>(keys);
        rest.removeAll(other.keys);
        return new Terms(rest);
    }

    public static Terms all(Collection<Terms> several) {
        Set<String> all = new LinkedHashSet<>();
        several.forEach(terms -> all.addAll(terms.keys));
        return new Terms(all);
    }

    public int shared(Terms other) {
        Set<String> small = keys.size() < other.keys.size() ? keys : other.keys;
        Set<String> large = small == keys ? other.keys : keys;
        int shared = 0;
        for (String key : small) {
            shared += large.contains(key) ? 1 : 0;
        }
        return shared;
    }

    /** The part of these words that the other text has too, from 0 to 1. */
    public double coveredBy(Terms other) {
        return keys.isEmpty() ? 0 : (double) shared(other) / keys.size();
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }
}
