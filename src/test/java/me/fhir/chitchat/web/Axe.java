package me.fhir.chitchat.web;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Looks at a page as it is now, open dialogs and menus included, with axe-core. */
final class Axe {
    private static final String SCRIPT = read("/axe.min.js");

    private Axe() {}

    /** What axe finds moderate, serious or critical, empty when there is nothing. */
    static String findings(Page page) {
        page.evaluate(SCRIPT);
        Object findings = page.evaluate(
                "axe.run().then(r => r.violations.filter(v => ['moderate', 'serious', 'critical'].includes(v.impact))"
                        + ".map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')).join('\\n'))");
        return String.valueOf(findings);
    }

    private static String read(String name) {
        try (InputStream content = Objects.requireNonNull(Axe.class.getResourceAsStream(name), name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
