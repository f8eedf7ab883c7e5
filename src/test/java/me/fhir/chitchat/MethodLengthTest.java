package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A method fits a screen. */
class MethodLengthTest {
    private static final int MAX_LINES = 40;

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    @Test
    void methodsFitAScreen() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        try (StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null)) {
            assertThat(longMethods(manager.getJavaFileObjectsFromPaths(files))).isEmpty();
        }
    }

    @Test
    void countsFromTheSignatureToTheClosingBrace() throws IOException {
        assertThat(longMethods(List.of(source(MAX_LINES)))).isEmpty();
        assertThat(longMethods(List.of(source(MAX_LINES + 1)))).containsExactly("Sample.java: run has 41 lines");
    }

    /** A method of so many lines, below its comment and its annotation. */
    private static JavaFileObject source(int lines) {
        String text = "class Sample {\n/** Runs. */\n@Deprecated\nvoid run() {\n" + ";\n".repeat(lines - 2) + "}\n}\n";
        return new SimpleJavaFileObject(URI.create("memory:/Sample.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static List<String> longMethods(Iterable<? extends JavaFileObject> sources) throws IOException {
        JavacTask task =
                (JavacTask) COMPILER.getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, sources);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<String> found = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                    long lines = lines(unit, method, positions);
                    if (lines > MAX_LINES) {
                        String file = Path.of(unit.getSourceFile().getName())
                                .getFileName()
                                .toString();
                        found.add(file + ": " + method.getName() + " has " + lines + " lines");
                    }
                    return super.visitMethod(method, null);
                }
            }.scan(unit, null);
        }
        return found;
    }

    private static long lines(CompilationUnitTree unit, MethodTree method, SourcePositions positions) {
        LineMap map = unit.getLineMap();
        long start = positions.getStartPosition(unit, method);
        if (method.getReturnType() != null) {
            start = positions.getStartPosition(unit, method.getReturnType());
        } else {
            for (var annotation : method.getModifiers().getAnnotations()) {
                start = Math.max(start, nextLine(map, positions.getEndPosition(unit, annotation)));
            }
        }
        return map.getLineNumber(positions.getEndPosition(unit, method) - 1) - map.getLineNumber(start) + 1;
    }

    private static long nextLine(LineMap map, long position) {
        return map.getStartPosition(map.getLineNumber(position) + 1);
    }
}
