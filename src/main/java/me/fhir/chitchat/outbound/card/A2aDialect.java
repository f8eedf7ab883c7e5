package me.fhir.chitchat.outbound.card;

import java.util.Arrays;
import java.util.Optional;

/** The ways to speak A2A that this server knows as a client: a binding in a version. */
public enum A2aDialect {
    JSONRPC_10("JSONRPC", "1.0"),
    JSONRPC_03("JSONRPC", "0.3"),
    HTTP_JSON_10("HTTP+JSON", "1.0");

    private final String binding;
    private final String version;

    A2aDialect(String binding, String version) {
        this.binding = binding;
        this.version = version;
    }

    /** The protocol's word for it, such as {@code JSONRPC}. */
    public String binding() {
        return binding;
    }

    /** Major and minor number. */
    public String version() {
        return version;
    }

    /** The dialect of a binding and a version as a card names them; patch numbers do not count, and 0.2 is read as 0.3. */
    static Optional<A2aDialect> of(String binding, String version) {
        String spoken = version.strip().replaceFirst("^v", "").replaceFirst("^0\\.2(?=\\.|$)", "0.3");
        return Arrays.stream(values())
                .filter(dialect -> dialect.binding.equalsIgnoreCase(binding.strip()))
                .filter(dialect -> spoken.equals(dialect.version) || spoken.startsWith(dialect.version + "."))
                .findFirst();
    }
}
