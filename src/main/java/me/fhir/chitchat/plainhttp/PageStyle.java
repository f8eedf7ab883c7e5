package me.fhir.chitchat.plainhttp;

import me.fhir.chitchat.digest.Sha256;

/** The style sheet of the pages for a person at a seat; its hash is its permission. The colours are those of the web page. */
final class PageStyle {
    static final String CSS = """
            :root{color-scheme:light dark;--canvas:light-dark(#f4f6f5,#0f1312);--surface:light-dark(#fff,#161b1a);\
            --line:light-dark(#d8dfdc,#2a3330);--edge:light-dark(#7b8783,#6c7975);--text:light-dark(#15201c,#e7edeb);\
            --text-2:light-dark(#43504b,#b0bbb7);--accent:light-dark(#1f56c3,#8db4ff);--on:light-dark(#fff,#0a1733);\
            --own:light-dark(#e0f2f2,#10292b);--own-line:light-dark(#0b6a70,#5fd0d3);--soft:light-dark(#e6edfb,#1a2740)}
            *{box-sizing:border-box}body{margin:0;background:var(--canvas);color:var(--text);\
            font:1rem/1.6 system-ui,-apple-system,'Segoe UI',roboto,'Noto Sans',sans-serif}
            main{max-width:44rem;margin:0 auto;padding:1rem 1rem 2rem;display:grid;gap:1rem}
            h1{font-size:1.25rem;line-height:1.25;margin:.5rem 0 0;overflow-wrap:anywhere}
            h2{font-size:.875rem;margin:0;overflow-wrap:anywhere}p{margin:0 0 .75rem}p:last-child{margin:0}
            .who{color:var(--text-2)}.who strong{color:var(--text)}
            details,article,form,.plain{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:.75rem 1rem}
            summary{cursor:pointer;font-weight:600;min-height:2rem;display:list-item}details p,article p{white-space:pre-wrap;overflow-wrap:anywhere}
            article{margin-right:8%}article.own{margin:0 0 0 8%;background:var(--own);border-left:3px solid var(--own-line)}
            article header{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;margin-bottom:.25rem}
            time{font-size:.8125rem;color:var(--text-2)}a{color:var(--accent)}
            [role=status]{margin:0;padding:.5rem 1rem;border-radius:999px;background:var(--soft);font-weight:600;justify-self:start}
            form{display:grid;gap:.75rem}
            label{font-weight:600;font-size:.875rem}
            textarea,select{width:100%;font:inherit;color:inherit;background:var(--canvas);border:1px solid var(--edge);\
            border-radius:6px;padding:.5rem .75rem;min-height:2.75rem}
            textarea{min-height:6rem;resize:vertical}ul{margin:0 0 .75rem;padding-left:1.25rem}
            button{font:inherit;font-weight:600;padding:.5rem 1.5rem;min-height:2.75rem;border:0;border-radius:6px;\
            background:var(--accent);color:var(--on);cursor:pointer}
            :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
            @media (max-width:30rem){article{margin-right:0}article.own{margin-left:0}button{width:100%}}""";

    private PageStyle() {}

    /** As a source of a content security policy. */
    static String cspSource() {
        return "'sha256-" + Sha256.base64(CSS) + "'";
    }
}
