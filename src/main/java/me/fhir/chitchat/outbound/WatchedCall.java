package me.fhir.chitchat.outbound;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reports one call to a watcher, with its secrets removed. For any thread. */
final class WatchedCall {
    private static final String HIDDEN = "[header]";
    private static final Set<String> SECRET =
            Set.of("set-cookie", "set-cookie2", CallerName.HEADER.toLowerCase(Locale.ROOT));

    private final ExchangeWatcher watcher;
    private final OutboundRequest request;
    private final HeaderMask mask;

    WatchedCall(ExchangeWatcher watcher, OutboundRequest request) {
        this.watcher = watcher;
        this.request = request;
        this.mask = HeaderMask.of(request.headers());
    }

    /** @param own whether the caller's headers go along */
    void sends(String method, URI uri, boolean own) {
        if (watcher == ExchangeWatcher.NONE) {
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (own) {
            request.headers().byName().keySet().forEach(name -> headers.put(name, HIDDEN));
        }
        request.ours().forEach((name, value) -> headers.put(name, mask.apply(value)));
        watcher.sent(method, withoutQuery(uri), headers, request.body() == null ? null : mask.apply(request.body()));
    }

    private static URI withoutQuery(URI uri) {
        return URI.create(uri.toString().replaceFirst("[?#].*$", ""));
    }

    void answers(int status, Map<String, String> headers) {
        Map<String, String> shown = new LinkedHashMap<>();
        headers.forEach((name, value) -> shown.put(name, SECRET.contains(name) ? HIDDEN : mask.apply(value)));
        watcher.answered(status, shown);
    }

    void receives(String text, boolean event) {
        if (watcher != ExchangeWatcher.NONE) {
            watcher.received(mask.apply(text), event);
        }
    }

    OutboundException fails(OutboundException failure) {
        watcher.failed(failure);
        return failure;
    }
}
