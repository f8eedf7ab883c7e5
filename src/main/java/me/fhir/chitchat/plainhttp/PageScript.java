package me.fhir.chitchat.plainhttp;

import me.fhir.chitchat.digest.Sha256;

/** The script of the pages for a person at a seat; its hash is its permission. It keeps what is being typed. */
final class PageScript {
    static final String SOURCE = """
            setInterval(async () => {
              const answer = await fetch(location.href, {headers: {Accept: 'text/html'}}).catch(() => null);
              if (!answer || answer.status >= 500 || answer.status === 429) return;
              const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
              const [shown, next] = [document, page].map((each) => each.querySelector('main'));
              if (!next || shown.dataset.state === next.dataset.state) return;
              document.title = page.title;
              const [typed, field] = [shown, next].map((each) => each.querySelector('textarea'));
              if (typed?.value && !field) return;
              const [chosen, choice] = [shown, next].map((each) => each.querySelector('select'));
              shown.replaceWith(document.adoptNode(next));
              if (typed && field) [field.value, choice.value] = [typed.value, chosen.value];
              field?.focus();
            }, 3000);""";

    private PageScript() {}

    /** As a source of a content security policy. */
    static String cspSource() {
        return "'sha256-" + Sha256.base64(SOURCE) + "'";
    }
}
