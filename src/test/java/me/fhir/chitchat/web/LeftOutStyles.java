package me.fhir.chitchat.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script for the page that complains when something on it would be drawn differently with the whole style sheet: when a
 * rule that the style sheet of its document leaves out would match.
 */
final class LeftOutStyles {
    private static final Pattern LINK = Pattern.compile("rel=\"stylesheet\" href=\"([^\"]+/)[\\w-]+\\.css\"");

    /** States come and go, and what is drawn beside an element is no element: rules count in whatever state. */
    private static final String SCRIPT = """
            (() => {
              const sheets = %s;
              const rules = (text) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(text);
                const found = [];
                const walk = (list) => {
                  for (const rule of list) {
                    if (rule.selectorText) found.push(rule);
                    else if (rule.cssRules) walk(rule.cssRules);
                  }
                };
                walk(sheet.cssRules);
                return found;
              };
              const STATE =
                /::[\\w-]+(\\([^)]*\\))?|:(hover|focus|focus-visible|focus-within|active|disabled|checked|target)\\b/g;
              let left;
              const look = () => {
                const [, part] = /\\/(\\w+)\\.css$/.exec(document.querySelector('link[rel=stylesheet]')?.href ?? '') ?? [];
                if (!part || !sheets[part] || part === 'page') return;
                if (!left) {
                  const kept = new Set(rules(sheets[part]).map((rule) => rule.cssText));
                  left = rules(sheets.page).filter((rule) => !kept.has(rule.cssText)).map((rule) => rule.selectorText);
                  if (left.length < 50) console.error(`${part}.css leaves out only ${left.length} rules`);
                }
                left = left.filter((selector) => {
                  const stateless = selector.replace(STATE, '').replace(/:(is|where|not|has)\\((,|\\s)*\\)/g, '').trim();
                  if (!document.querySelector(CSS.supports(`selector(${stateless})`) ? stateless : selector)) return true;
                  console.error(`${part}.css leaves out ${selector}, which is needed at ${location}`);
                  return false;
                });
              };
              let due = 0;
              new MutationObserver(() => {
                clearTimeout(due);
                due = setTimeout(look, 100);
              }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
            })();""";

    private LeftOutStyles() {}

    static String script(String base) {
        try {
            Matcher link = LINK.matcher(text(base + "/"));
            if (!link.find()) {
                throw new AssertionError("The page has no style sheet");
            }
            Map<String, String> sheets = new LinkedHashMap<>();
            for (String name : new String[] {"page", "conversation", "scenario"}) {
                sheets.put(name, text(base + link.group(1) + name + ".css"));
            }
            return SCRIPT.replace("%s", new ObjectMapper().writeValueAsString(sheets));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String address) throws IOException {
        return new String(URI.create(address).toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
