package me.fhir.chitchat.db.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL database is, and as whom it is entered. The driver knows no {@code user:password@host}, and would log a
 * password that stands in the address: both are taken out of it.
 */
public final class PostgresAddress {
    /** The syntax of an address; {@code postgres://…}, as many platforms hand it out, is one too. */
    static final String FORM =
            "\\s*((jdbc:)?postgres(ql)?://([^\\s/?#@]*@)?[^\\s/?#@]+/[^\\s/?#@]+(\\?[^\\s#]*)?)?\\s*";

    private static final Pattern PARTS =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^@/]*)@)?([^/?]+)/([^?]+)(?:\\?(.*))?");

    private final String place;
    private final Map<String, String> settings = new TreeMap<>();

    PostgresAddress(String address) {
        Matcher parts = PARTS.matcher(address.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("no address of a PostgreSQL database");
        }
        place = parts.group(2) + "/" + parts.group(3);
        if (parts.group(4) != null) {
            for (String setting : parts.group(4).split("&", -1)) {
                put(setting.split("=", 2));
            }
        }
        if (parts.group(1) != null) {
            String[] user = parts.group(1).split(":", 2);
            settings.put("user", decoded(user[0]));
            if (user.length > 1) {
                settings.put("password", decoded(user[1]));
            }
        }
    }

    private void put(String[] setting) {
        if (setting.length > 1) {
            settings.put(setting[0], decoded(setting[1]));
        }
    }

    private static String decoded(String text) {
        // A plus is a plus here, unlike in a form.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The driver's address, without user, password and settings. */
    public String url() {
        return "jdbc:postgresql://" + place;
    }

    /** User, password and what else the address sets. */
    public Properties settings() {
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** For people: the user, the host and the database. */
    public String name() {
        List<String> name = new ArrayList<>();
        if (settings.containsKey("user")) {
            name.add(settings.get("user"));
        }
        name.add(place);
        return String.join("@", name);
    }

    @Override
    public String toString() {
        return name();
    }
}
