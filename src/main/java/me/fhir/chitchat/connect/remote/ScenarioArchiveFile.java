package me.fhir.chitchat.connect.remote;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiFunction;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonLimits;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.runtime.settings.SettingException;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.wire.ScenarioArchive;

/** A file with many scenarios; every fault of the file is a {@link SettingException} that names it. */
public final class ScenarioArchiveFile {
    /** An archive of many scenarios is larger than any request. */
    private static final JsonLimits LIMITS =
            new JsonLimits(JsonLimits.RECEIVED.depth(), Integer.MAX_VALUE, JsonLimits.RECEIVED.digits());

    private final Path file;

    public ScenarioArchiveFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** The scenarios in it, which all are valid. */
    public List<ScenarioItem> read() throws IOException {
        return parsed(text(), file.toString(), (json, errors) -> ScenarioArchive.read(json, now(), errors));
    }

    /**
     * Writes those scenarios of an exported text that a server would store; an existing file is not overwritten.
     *
     * @param source where the text comes from, for error messages
     */
    public Written write(String text, String source) throws IOException {
        FieldErrors leftOut = new FieldErrors();
        List<ScenarioItem> items =
                parsed(text, source, (json, errors) -> ScenarioArchive.readUsable(json, now(), errors, leftOut));
        try {
            Files.writeString(
                    file,
                    ScenarioArchive.of(items),
                    Files.exists(file) ? StandardOpenOption.WRITE : StandardOpenOption.CREATE_NEW);
        } catch (NoSuchFileException e) {
            throw new SettingException("There is no folder " + file.getParent() + " to write to.");
        } catch (FileAlreadyExistsException e) {
            throw exists();
        }
        return new Written(items.size(), leftOut.isEmpty() ? "" : lines(leftOut));
    }

    /**
     * What was written.
     *
     * @param leftOut a line for each fault of scenarios that were left out, each after a line break; may be empty
     */
    public record Written(int scenarios, String leftOut) {}

    /** Refuses an existing file before anything is read for it. */
    public void requireNew() {
        if (Files.isRegularFile(file)) {
            throw exists();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private SettingException exists() {
        return new SettingException(file + " exists already; name a file that does not.");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private String text() throws IOException {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new SettingException("There is no file " + file + ".");
        } catch (MalformedInputException e) {
            throw new SettingException(file + " is not UTF-8 text, and nothing was done.");
        }
    }

    private static List<ScenarioItem> parsed(
            String text, String source, BiFunction<Json, FieldErrors, List<ScenarioItem>> reader) {
        FieldErrors errors = new FieldErrors();
        try {
            List<ScenarioItem> items = reader.apply(Json.parse(text, LIMITS), errors);
            if (errors.isEmpty()) {
                return items;
            }
        } catch (JsonSyntaxException e) {
            throw new SettingException(source + " is not usable JSON, and nothing was done: " + e.sentence() + ".");
        }
        throw new SettingException(source + " is not an archive of scenarios, and nothing was done:" + lines(errors));
    }

    private static String lines(FieldErrors errors) {
        StringBuilder lines = new StringBuilder();
        errors.byPath()
                .forEach((path, sentences) ->
                        lines.append("\n  ").append(path).append(' ').append(String.join("; ", sentences)));
        return lines.toString();
    }
}
