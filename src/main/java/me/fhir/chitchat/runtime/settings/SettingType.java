package me.fhir.chitchat.runtime.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a setting from the environment may hold. Text arrives exactly as it was set. */
public sealed interface SettingType {
    /**
     * The value for the configuration tree.
     *
     * @throws SettingException naming the variable, its value (never that of a secret) and what it may be
     */
    JsonNode read(String variable, String value);

    /** Any text. */
    record AnyText() implements SettingType {
        @Override
        public JsonNode read(String variable, String value) {
            return JsonNodeFactory.instance.textNode(value);
        }
    }

    /** A whole number in a range. */
    record WholeNumber(long least, long greatest) implements SettingType {
        @Override
        public JsonNode read(String variable, String value) {
            try {
                long number = Long.parseLong(value.strip());
                if (number >= least && number <= greatest) {
                    return JsonNodeFactory.instance.numberNode(number);
                }
            } catch (NumberFormatException e) {
                // Said below, with what it may be.
            }
            String range = greatest == Long.MAX_VALUE ? "from " + least + " up" : "from " + least + " to " + greatest;
            throw new SettingException(variable + " must be a whole number " + range + "; it is \"" + value + "\".");
        }
    }

    /** The address of a server; nothing but spaces counts as none. */
    record ServerAddress() implements SettingType {
        private static final Pattern FORM = Pattern.compile("https?://[^\\s/?#@]+(/[^\\s?#]*)?");

        @Override
        public JsonNode read(String variable, String value) {
            String address = value.strip();
            if (address.isEmpty() || FORM.matcher(address).matches()) {
                return JsonNodeFactory.instance.textNode(value);
            }
            // What stands before an @ is a password.
            throw new SettingException(
                    variable + " must be http(s)://host[:port][/path], without user or query; it is \""
                            + address.replaceFirst("//[^/]*@", "//…@") + "\".");
        }
    }

    /** One of these words. */
    record FixedWord(List<String> words) implements SettingType {
        @Override
        public JsonNode read(String variable, String value) {
            String word = value.strip();
            if (words.contains(word)) {
                return JsonNodeFactory.instance.textNode(word);
            }
            throw new SettingException(
                    variable + " must be " + String.join(" or ", words) + ", or unset; it is \"" + value + "\".");
        }
    }

    /** Yes or no. */
    record Flag() implements SettingType {
        @Override
        public JsonNode read(String variable, String value) {
            return switch (value.strip().toLowerCase(Locale.ROOT)) {
                case "true", "1", "on", "yes" -> JsonNodeFactory.instance.booleanNode(true);
                case "false", "0", "off", "no" -> JsonNodeFactory.instance.booleanNode(false);
                default -> throw new SettingException(variable + " must be true or false; it is \"" + value + "\".");
            };
        }
    }
}
