package me.fhir.chitchat.runtime.launch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces this process by another JVM: same process id, same open terminal, no parent that would have to pass signals on.
 * Java has no call for it; JNA comes with Jetty.
 */
final class ProcessImage {
    private ProcessImage() {}

    /**
     * Runs {@code java} of this JVM with the arguments in place of this process (execv, POSIX.1-2017). Returns only when
     * that failed; the caller then goes on in this process.
     */
    static void replaceBy(List<String> arguments) {
        String java =
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
        List<String> argv = new ArrayList<>();
        argv.add(java);
        argv.addAll(arguments);
        try {
            Function execv = NativeLibrary.getInstance("c").getFunction("execv");
            execv.invokeInt(new Object[] {java, argv.toArray(String[]::new)});
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            // No place to unpack JNA's native part, or no libc under this name: the plain start is slower, no more.
        }
    }
}
