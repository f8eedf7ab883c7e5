package me.fhir.chitchat.verdict;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads digits that were spelled out: "one nine eight three", "nineteen eighty-three". */
final class SpelledDigits {
    /** Fewer number words in a row are ordinary language. */
    private static final int MIN = 2;

    /** No number word is longer. */
    private static final int MAX_LENGTH = 9;

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        digits("zero one two three four five six seven eight nine");
        digits("null eins zwei drei vier f\u00fcnf sechs sieben acht neun");
        digits("cero uno dos tres cuatro cinco seis siete ocho nueve");
        digits("z\u00e9ro un deux trois quatre cinq six sept huit neuf");
        NUMBERS.put("oh", 0);
        String[] teens =
                "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ", -1);
        for (int i = 0; i < teens.length; i++) {
            NUMBERS.put(teens[i], 10 + i);
        }
        String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ", -1);
        for (int i = 0; i < tens.length; i++) {
            NUMBERS.put(tens[i], 20 + 10 * i);
        }
    }

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder run = new StringBuilder();
    private int words;
    private boolean tens;
    private boolean found;

    private SpelledDigits() {}

    private static void digits(String words) {
        String[] list = words.split(" ", -1);
        for (int i = 0; i < list.length; i++) {
            NUMBERS.put(list[i], i);
        }
    }

    /** The text with runs of number words as digits; empty when it has no such run. */
    static Optional<String> read(String text) {
        SpelledDigits reading = new SpelledDigits();
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inWord = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inWord && from < 0) {
                from = i;
            } else if (!inWord && from >= 0) {
                reading.word(text, from, i);
                from = -1;
            }
        }
        reading.runEnds();
        return reading.found ? Optional.of(reading.out.toString()) : Optional.empty();
    }

    private void word(String text, int from, int to) {
        Integer number = to - from > MAX_LENGTH || !Character.isLetter(text.charAt(from))
                ? null
                : NUMBERS.get(text.substring(from, to).toLowerCase(Locale.ROOT));
        if (number == null) {
            runEnds();
            out.append(text, from, to).append(' ');
            return;
        }
        words++;
        if (tens && number > 0 && number < 10) {
            // "eighty three" is 83, not 80 and 3.
            run.setCharAt(run.length() - 1, (char) ('0' + number));
        } else {
            run.append(number);
        }
        tens = number >= 20;
    }

    private void runEnds() {
        found |= words >= MIN;
        if (words > 0) {
            out.append(run).append(' ');
            run.setLength(0);
        }
        words = 0;
        tens = false;
    }
}
