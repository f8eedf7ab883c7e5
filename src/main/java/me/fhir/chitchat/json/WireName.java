package me.fhir.chitchat.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An enum whose constants have names outside: in documents, in addresses, in the store and in commands. */
public interface WireName {
    /** The constant's name in Java. */
    String name();

    /** In lower case and with hyphens, as {@code input-required}. */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant with exactly this name outside. */
    static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, @Nullable String wireName) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.wireName().equals(wireName))
                .findFirst();
    }
}
