package me.fhir.chitchat.rehearsal.language;

/** A text with places for values: {@code {0}}, {@code {1}}. */
public final class PhraseTemplate {
    private PhraseTemplate() {}

    public static String filled(String template, String... values) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int at = template.indexOf('{'); at >= 0; at = template.indexOf('{', from)) {
            int index = template.charAt(at + 1) - '0';
            out.append(template, from, at).append(index >= 0 && index < values.length ? values[index] : "");
            from = at + 3;
        }
        return out.append(template.substring(from)).toString();
    }
}
