package me.fhir.chitchat.db.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of backups named by their time: the next name, and which ones are old. */
public record BackupFolder(Path folder) {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'chitchat-'yyyyMMdd'T'HHmmss'Z.db'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern OURS = Pattern.compile("chitchat-\\d{8}T\\d{6}Z\\.db");

    public Path next(Instant now) {
        return folder.resolve(NAME.format(now));
    }

    /** Deletes all but the newest {@code keep} backups; other files are left alone. */
    public List<Path> prune(int keep) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(folder)) {
            old = files.filter(f -> OURS.matcher(f.getFileName().toString()).matches())
                    .sorted(Comparator.comparing((Path f) -> f.getFileName().toString())
                            .reversed())
                    .skip(keep)
                    .toList();
        }
        for (Path file : old) {
            Files.delete(file);
        }
        return old;
    }
}
