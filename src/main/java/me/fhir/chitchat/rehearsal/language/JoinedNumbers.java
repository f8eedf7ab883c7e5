package me.fhir.chitchat.rehearsal.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers of two words, such as "twenty-six" and "sechsundzwanzig", in the orders that a language has. */
final class JoinedNumbers {
    private JoinedNumbers() {}

    /**
     * The joined numbers and their values.
     *
     * @param words the numbers of one word
     * @param orders with the places {tens} and {unit}
     * @param one how "one" is written in them where it has a form of its own; empty otherwise
     */
    static Map<String, Integer> of(Map<String, Integer> words, List<String> orders, String one) {
        Map<String, Integer> units = new HashMap<>();
        words.forEach((word, number) -> {
            if (number < 10 && (number > 1 || one.isEmpty())) {
                units.put(word, number);
            }
        });
        if (!one.isEmpty()) {
            units.put(one, 1);
        }
        Map<String, Integer> joined = new HashMap<>();
        for (String order : orders) {
            words.forEach((tens, ten) -> {
                if (ten >= 20 && ten < 100 && ten % 10 == 0) {
                    units.forEach((unit, number) ->
                            joined.putIfAbsent(order.replace("{tens}", tens).replace("{unit}", unit), ten + number));
                }
            });
        }
        return joined;
    }
}
