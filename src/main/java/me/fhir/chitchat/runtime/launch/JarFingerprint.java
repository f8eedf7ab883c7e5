package me.fhir.chitchat.runtime.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Identifies a jar by its contents. The JVM compares size and time of a jar with what its archive says, and tools that
 * build images give every jar the same time: two jars of one size would be taken for each other.
 */
final class JarFingerprint {
    /** The record that ends a zip file without a comment (APPNOTE 4.3.16). */
    private static final int END_BYTES = 22;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int DIRECTORY_SIZE_AT = 12;
    private static final int DIRECTORY_OFFSET_AT = 16;

    private JarFingerprint() {}

    /** A checksum of the jar's directory, which holds a checksum of each file, with the jar's size and time. */
    static String of(Path jar) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
            byte[] end = read(file, file.length() - END_BYTES, END_BYTES);
            ByteBuffer fields = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
            if (fields.getInt(0) != END_SIGNATURE) {
                throw new IOException("not a jar without a comment: " + jar);
            }
            byte[] directory = read(
                    file, Integer.toUnsignedLong(fields.getInt(DIRECTORY_OFFSET_AT)), fields.getInt(DIRECTORY_SIZE_AT));
            CRC32 crc = new CRC32();
            crc.update(directory);
            return Long.toHexString(crc.getValue()) + "-" + file.length() + "-"
                    + jar.toFile().lastModified();
        }
    }

    private static byte[] read(RandomAccessFile file, long offset, int length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IOException("not a jar");
        }
        byte[] bytes = new byte[length];
        file.seek(offset);
        file.readFully(bytes);
        return bytes;
    }
}
