package me.fhir.chitchat.web;

import java.util.Locale;
import java.util.regex.Pattern;

/** The view of the page at an address; the names are those that its main module has for its views. */
enum PageView {
    SCENARIOS("/|/scenarios/?"),
    SCENARIO("/scenarios/[^/]+/?"),
    RUN("/scenarios/[^/]+/run/?"),
    MANY("/scenarios/[^/]+/many/?"),
    CONFIGURED("/configured/[^/]+/?"),
    CONVERSATIONS("/conversations/?"),
    CONVERSATION("/conversations/\\d+/?"),
    WATCH("/conversations/\\d+/watch/?|/projector/?"),
    COMPARE("/compare/?"),
    HOST("/enter/?"),
    STATUS("/status/?"),
    /** Where the page may connect to other servers at its user's request. */
    TRY("/try/?"),
    /** Addresses of an earlier page, which this one redirects. */
    REDIRECTED("/watch(/.*)?|/client(/.*)?"),
    /** Every other address. */
    LOST("/.*");

    private final Pattern addresses;

    PageView(String addresses) {
        this.addresses = Pattern.compile(addresses);
    }

    static PageView at(String path) {
        for (PageView view : values()) {
            if (view.addresses.matcher(path).matches()) {
                return view;
            }
        }
        return LOST;
    }

    String inMainModule() {
        return name().toLowerCase(Locale.ROOT);
    }
}
