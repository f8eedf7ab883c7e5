package me.fhir.chitchat.rehearsal.language;

import java.util.ArrayList;
import java.util.List;

/** How the files of a conversation are spoken of. */
public final class DocumentTitles {
    private DocumentTitles() {}

    /** A file's name as a document's title: {@code damage-report.md} becomes "Damage report". */
    public static String of(String file) {
        int dot = file.lastIndexOf('.');
        return TextFormat.human(dot > 0 ? file.substring(0, dot) : file);
    }

    /** The titles of files, as they are spoken of. */
    public static String all(List<String> files, Phrases phrases) {
        List<String> titles = new ArrayList<>();
        for (String file : files) {
            String title = of(file);
            titles.add(
                    phrases.isReadable(title)
                            ? phrases.spoken().polished("“" + title + "”")
                            : phrases.always("document.unnamed"));
        }
        return phrases.spoken().and(titles.stream().distinct().toList());
    }
}
